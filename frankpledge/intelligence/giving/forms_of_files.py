"""Asking whoever tells something for a photo, a screenshot or a document of it."""

from django import forms

from frankpledge.attachments.api import AttachmentField, GivenFile

ANOTHER = "Up to 50 MB."


class FilesGiven(forms.Form):
    """Up to three files, none of which is needed."""

    file = AttachmentField(label="Add a photo, a screenshot or a document, if you have one")
    file_2 = AttachmentField(label="Add a second one", help_text=ANOTHER)
    file_3 = AttachmentField(label="Add a third one", help_text=ANOTHER)

    def given(self) -> list[GivenFile]:
        """The files that were sent, each judged by itself, once the form is valid."""
        answers = (self.cleaned_data.get(name) for name in self.fields)
        return [answer for answer in answers if isinstance(answer, GivenFile)]
