"""Questions that access asks."""

import re
from uuid import UUID

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from frankpledge.access.vocabulary import Purpose

IDENTITY = re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")

PURPOSE_LABELS = {
    Purpose.PARTNERSHIP_WORKING: "Working in the partnership to reduce crime and disorder",
    Purpose.LAW_ENFORCEMENT: "Preventing, investigating or detecting offences",
    Purpose.SAFEGUARDING: "Safeguarding a child or an adult",
    Purpose.STATISTICS: "Statistics and research",
    Purpose.OVERSIGHT: "Audit, inspection or data protection",
    Purpose.ADMINISTRATION: "Running the service",
}


class SignIn(AuthenticationForm):
    """Name and password. What was wrong is not said, so that names cannot be tried out."""

    error_messages = {
        "invalid_login": "Check your user name and password, and try again",
        "inactive": "Check your user name and password, and try again",
    }

    username = forms.CharField(
        label="User name",
        error_messages={"required": "Enter your user name"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChangePassword(PasswordChangeForm):
    """The old password and a new one, twice."""


class Inspect(forms.Form):
    """The identity of a record whose looks are asked for, by itself or in its address."""

    record = forms.CharField(
        label="Which record?",
        help_text="Copy its address from the top of the browser, or the long identity in it",
        error_messages={"required": "Enter the address of a record, or its identity"},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_record(self) -> UUID:
        found = IDENTITY.findall(self.cleaned_data["record"])
        if not found:
            raise forms.ValidationError(
                "Enter an address that names a record, or its identity with its dashes"
            )
        return UUID(found[0])


class DeclarePurpose(forms.Form):
    """Why somebody looks, from now until they say otherwise."""

    purpose = forms.ChoiceField(
        label="Why are you using Frankpledge now?",
        choices=[(purpose.value, label) for purpose, label in PURPOSE_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you are using Frankpledge now"},
    )
