"""What is asked of somebody who looks for something."""

from django import forms

from frankpledge.search.finding import Order
from frankpledge.ui.api import OneOf


class Search(forms.Form):
    """The words to look for and what comes first."""

    words = forms.CharField(
        label="Words to look for",
        max_length=1000,
        help_text="A record is found if it holds all of them. Nothing that you may not read is "
        "looked at or counted.",
        error_messages={"required": "Type one or more words to look for"},
    )
    order = OneOf(
        label="What comes first",
        choices=[(Order.NEWEST.value, "The newest"), (Order.CLOSEST.value, "The closest")],
        required=False,
        initial=Order.NEWEST.value,
    )
    before = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
