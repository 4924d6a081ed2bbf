"""Form fields that GOV.UK Frontend has a pattern for and Django has not, and what each promises."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.kernel import whole_number
from frankpledge.ui import wording

Choices = Iterable[tuple[str, str]]


class DateBoxes(forms.MultiWidget):
    """Three boxes for a day, a month and a year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput() for part in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        whole = data.get(name)
        if isinstance(whole, date):
            return [str(whole.day), str(whole.month), str(whole.year)]
        return [str(data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year")]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_


class GovDateField(forms.Field):
    """A date typed in three boxes. `what` names it in errors: "the date it was seen".

    Months may be written in words. An error says which part is missing or wrong. Give `earliest`
    or `latest` to refuse dates outside them.
    """

    widget = DateBoxes

    def __init__(
        self,
        *,
        what: str = "the date",
        earliest: date | None = None,
        latest: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.what, self.earliest, self.latest = what, earliest, latest

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        boxes: Sequence[str] = value
        if not any(boxes):
            return None
        missing = [
            part for part, box in zip(("day", "month", "year"), boxes, strict=True) if not box
        ]
        if missing:
            raise ValidationError(
                f"{_capital(self.what)} must include a {' and '.join(missing)}", code=missing[0]
            )
        try:
            return date(_year(boxes[2]), _month(boxes[1]), whole_number(boxes[0]) or 0)
        except ValueError:
            raise ValidationError(
                f"{_capital(self.what)} must be a real date", code="day"
            ) from None

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(f"Enter {self.what}", code="day")
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise ValidationError(
                f"{_capital(self.what)} must be on or after {wording.day(self.earliest)}",
                code="day",
            )
        if self.latest and value > self.latest:
            raise ValidationError(
                f"{_capital(self.what)} must be on or before {wording.day(self.latest)}",
                code="day",
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class OneOf(forms.ChoiceField):
    """One answer out of a few, as radio buttons. `hints` adds a line under an answer.

    `reveals` names another field of the same form that belongs under an answer and is shown with
    it: `reveals={"other": "other_words"}`.
    """

    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        choices: Choices,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        inline: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(choices=list(choices), **options)
        self.hints, self.reveals, self.inline = dict(hints or {}), dict(reveals or {}), inline


class AnyOf(forms.MultipleChoiceField):
    """Any number of answers, as checkboxes. `hints` and `reveals` as for `OneOf`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        choices: Choices,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(choices=list(choices), **options)
        self.hints, self.reveals, self.inline = dict(hints or {}), dict(reveals or {}), False


class YesNo(forms.TypedChoiceField):
    """Yes or no, with neither chosen beforehand. Gives a bool, or None where it is optional."""

    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            **options,
        )
        self.hints, self.reveals, self.inline = dict(hints or {}), dict(reveals or {}), True

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


class LongText(forms.CharField):
    """Several lines of text, with a count of what is left when `max_length` is given."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)


class MonthField(forms.CharField):
    """A month, kept as YYYY-MM: chosen from those that exist, newest first."""

    widget = forms.Select

    def __init__(self, *, months: Iterable[str], **options: Any) -> None:
        super().__init__(**options)
        self.months = sorted(months, reverse=True)
        self.widget.choices = [(value, wording.month(value)) for value in self.months]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value not in self.months:
            raise ValidationError("Choose a month from the list", code="invalid_choice")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(text: str) -> int:
    number = whole_number(text, most=len(wording.MONTHS))
    if number is not None:
        return number
    wanted = text.strip(".").lower()
    matches = [
        number
        for number, name in enumerate(wording.MONTHS, start=1)
        if len(wanted) >= 3 and name.lower().startswith(wanted)
    ]
    if len(matches) != 1:
        raise ValueError(text)
    return matches[0]


def _year(text: str) -> int:
    year = whole_number(text, most=9999)
    if year is None or len(text) != 4:
        raise ValueError(text)
    return year
