"""Forms: every kind of field in GOV.UK's pattern, errors that lead to their boxes."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from frankpledge.ui.api import AnyOf, GovDateField, LongText, MonthField, OneOf, YesNo
from frankpledge.ui.forms import GovRenderer, errors_of
from tests.ui.markup import ids_of, text_of


class Asked(forms.Form):
    default_renderer = GovRenderer

    name = forms.CharField(label="Name", help_text="As on <the> door")
    seen = GovDateField(
        label="When?", what="the date", earliest=date(2026, 1, 1), latest=date(2026, 4, 15)
    )
    kind = OneOf(
        label="What kind?",
        choices=[("shop", "A shop"), ("other", "Something else")],
        hints={"shop": "Open to all"},
        reveals={"other": "words"},
    )
    words = LongText(label="What was it?", required=False, max_length=100)
    signs = AnyOf(label="Signs", choices=[("a", "A"), ("b", "B")], required=False)
    known = YesNo(label="Known", required=False)
    month = MonthField(label="Month", months=["2026-01", "2026-03"], required=False)
    visits = forms.IntegerField(label="Visits", required=False)
    agreed = forms.BooleanField(label="I agree")
    file = forms.FileField(label="Photograph", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    at = forms.TimeField(label="Time", required=False)


GOOD = {
    "name": "Tern Court", "seen_day": "13", "seen_month": "April", "seen_year": "2026",
    "kind": "other", "words": "a boat", "signs": ["a"], "known": "no", "month": "2026-03",
    "visits": "3", "agreed": "on",
}  # fmt: skip


def drawn(**changes: object) -> str:
    return str(Asked({**GOOD, **changes}))


def test_a_good_answer_is_understood():
    form = Asked(GOOD)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == date(2026, 4, 13)
    assert form.cleaned_data["known"] is False
    assert form.cleaned_data["signs"] == ["a"]
    assert form.cleaned_data["month"] == "2026-03"


def test_what_was_answered_is_shown_again():
    made = drawn()

    assert 'value="Tern Court"' in made
    assert 'name="seen_month" type="text" value="April"' in made
    assert 'value="other" checked' in made
    assert 'value="a" checked' in made
    assert 'value="no" checked' in made
    assert '<option value="2026-03" selected>March 2026</option>' in made


def test_every_box_has_a_label_and_no_id_is_used_twice():
    made = drawn()
    ids = ids_of(made)

    assert len(ids) == len(set(ids))
    for name in ("id_name", "id_seen-day", "id_kind", "id_words", "id_month", "id_at", "id_file"):
        assert f'for="{name}"' in made or f'for="{name}-input"' in made, name


def test_hints_are_tied_to_their_boxes_and_escaped():
    made = drawn()

    assert 'aria-describedby="id_name-hint"' in made
    assert "As on &lt;the&gt; door" in made


def test_optional_fields_say_so_and_required_ones_do_not():
    made = text_of(drawn())

    assert "Signs (optional)" in made
    assert "Name (optional)" not in made


def test_a_revealed_field_stands_under_its_answer_and_nowhere_else():
    made = drawn()

    assert made.count('name="words"') == 1
    assert made.index('value="other"') < made.index('name="words"') < made.index('name="signs"')
    assert 'class="govuk-radios__conditional" id=' in made
    assert "govuk-radios__conditional--hidden" in drawn(kind="shop")


def test_what_was_written_in_several_lines_comes_back_as_it_was():
    made = drawn(words="one\n  two\n</textarea><script>")

    assert "one&#10;  two&#10;&lt;/textarea&gt;&lt;script&gt;" in made


def test_a_limited_text_counts_what_is_left():
    assert 'data-module="govuk-character-count" data-maxlength="100"' in drawn()


def test_no_answer_is_offered_only_where_it_has_a_name():
    class Narrow(forms.Form):
        default_renderer = GovRenderer
        state = OneOf(label="State", required=False, choices=[("", "Any"), ("open", "Open")])
        kind = OneOf(label="Kind", required=False, choices=[("", "---------"), ("shop", "Shop")])

    made = str(Narrow({}))

    assert 'value="" checked' in made
    assert "Any" in text_of(made)
    assert "---" not in made


def test_errors_are_listed_above_and_lead_to_their_boxes():
    made = drawn(name="", seen_year="", agreed="")

    assert made.index("There is a problem") < made.index('name="name"')
    assert '<a href="#id_name">Enter name</a>' in made
    assert '<a href="#id_seen-year">The date must include a year</a>' in made
    assert "Tick “I agree” to go on" in made
    ids = ids_of(made)
    assert {"id_name", "id_seen-year", "id_agreed"} <= set(ids)


def test_an_error_marks_only_the_part_of_a_date_that_is_wrong():
    made = drawn(seen_year="")

    assert 'govuk-input--width-4 govuk-input--error" id="id_seen-year"' in made
    assert 'govuk-input--width-2 govuk-input--error" id="id_seen-day"' not in made


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (("", "", ""), "Enter the date"),
        (("31", "2", "2026"), "The date must be a real date"),
        (("13", "4", "26"), "The date must be a real date"),
        (("x", "4", "2026"), "The date must be a real date"),
        (("1", "", ""), "The date must include a month and year"),
        (("31", "12", "2025"), "The date must be on or after 1 January 2026"),
        (("16", "4", "2026"), "The date must be on or before 15 April 2026"),
    ],
)
def test_a_wrong_date_is_told_how_it_is_wrong(boxes, message):
    day, month, year = boxes
    form = Asked({**GOOD, "seen_day": day, "seen_month": month, "seen_year": year})

    assert form.errors["seen"] == [message]


@pytest.mark.parametrize("month", ["4", "04", "Apr", "april", "Apr."])
def test_a_month_may_be_a_number_or_a_word(month):
    assert Asked({**GOOD, "seen_month": month}).is_valid()


@pytest.mark.parametrize("month", ["ju", "j", "smarch", "0", "13"])
def test_a_month_that_could_be_two_or_none_is_refused(month):
    assert not Asked({**GOOD, "seen_month": month}).is_valid()


def test_a_month_that_is_not_offered_is_refused():
    assert Asked({**GOOD, "month": "2026-02"}).errors["month"] == ["Choose a month from the list"]


def test_a_date_given_beforehand_fills_its_boxes():
    made = str(Asked(initial={"seen": date(2026, 4, 9)}))

    assert 'name="seen_day" type="text" value="9"' in made
    assert (
        not Asked({**GOOD, "seen_day": "9"}, initial={"seen": date(2026, 4, 9)})
        .fields["seen"]
        .has_changed(date(2026, 4, 9), ["9", "4", "2026"])
    )


def test_an_error_of_the_whole_form_is_listed_without_a_link():
    form = Asked(GOOD)
    form.add_error(None, "Both cannot be true")

    assert errors_of(form)[0] == {"text": "Both cannot be true", "href": ""}
    assert "Both cannot be true" in str(form)


def test_the_summary_is_shown_once_where_the_page_has_shown_it():
    form = Asked({**GOOD, "name": ""})
    made = Template("{% load ui %}{% errors form %}<h1>x</h1>{{ form }}").render(
        Context({"form": form})
    )

    assert made.count("There is a problem") == 1
    assert made.index("There is a problem") < made.index("<h1>")


def test_a_form_that_was_not_sent_has_no_errors():
    assert "There is a problem" not in str(Asked())


def test_the_password_is_never_shown_again():
    assert "hunter2" not in drawn(secret="hunter2")
