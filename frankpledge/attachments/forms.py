"""Asking for a file: checked where it is given, so that the answer names its box."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frankpledge.attachments.sorts import LARGEST_BYTES, TAKEN
from frankpledge.attachments.verdicts import Verdict, look_at

ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.txt,.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file that was sent with a form and that may be held, as far as it alone decides."""

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    verdict: Verdict


class _NamelessFile(forms.ClearableFileInput):
    """A box for a file. What it was called is not shown again."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})


class AttachmentField(forms.FileField):
    """A file, refused with a sentence if it cannot be held. Its answer is a `GivenFile` or None."""

    widget = _NamelessFile

    def __init__(
        self, *, label: str = "Add a file", required: bool = False, help_text: str = ""
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text or f"{TAKEN} What a file says of its maker is taken out.",
            error_messages={
                "required": "Choose a file",
                "empty": "This file is empty. Choose another one",
                "invalid": "Choose the file again",
                "missing": "Choose a file",
            },
            # The name is thrown away, so nothing about it is worth refusing a file for.
            max_length=None,
        )

    def clean(self, data: object, initial: object = None) -> GivenFile | None:
        """The file, read and judged."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        if (sent.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError("This file is larger than 50 MB. Add a smaller one")
        content, name = sent.read(), sent.name or ""
        sent.close()
        verdict = look_at(content, name)
        if not verdict.is_accepted:
            raise forms.ValidationError(verdict.refusal)
        return GivenFile(content=content, name=name, verdict=verdict)


class Add(forms.Form):
    """One file to hold beside a record."""

    file = AttachmentField(label="Choose a file", required=True)
