"""Knows the ways in which people write a date of birth."""

import re
from collections.abc import Iterable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?:[T ].*)?")
_MONTH_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/., ]*([a-z]{3,9})[-/., ]*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})")
_DIGITS = re.compile(r"\d{8}")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_PLACEHOLDERS = frozenset({"19000101", "18991230", "18991231", "17530101", "00010101", "99991231"})
_SERIAL_ZERO = 25_569


def month_comes_first(texts: Iterable[str]) -> bool:
    """Whether a list writes 12/31/1980; where nothing tells, the British order is taken."""
    day_first = month_first = 0
    for text in texts:
        match = _YEAR_LAST.fullmatch(text.strip())
        if match:
            day_first += int(match[1]) > 12 >= int(match[2])
            month_first += int(match[2]) > 12 >= int(match[1])
    return month_first > day_first


def birth(text: str, *, month_first: bool, this_year: int) -> str:
    """The date as eight digits, year first; empty where nothing like a date is written.

    A date that no calendar has (31 February) stays as it was written: it is a slip of the pen, and
    still close to the right one.

    >>> birth("3rd Mar 85", month_first=False, this_year=2026)
    '19850303'
    """
    text = text.strip().lower()
    if _DIGITS.fullmatch(text):
        found = _eight(text)
    elif match := _YEAR_FIRST.fullmatch(text):
        found = _date(match[1], match[2], match[3], this_year)
    elif match := _YEAR_LAST.fullmatch(text):
        day, month = (match[2], match[1]) if month_first else (match[1], match[2])
        found = _date(match[3], month, day, this_year)
    elif match := _MONTH_NAMED.fullmatch(text):
        found = _date(match[3], _month(match[2]), match[1], this_year)
    elif match := _MONTH_FIRST.fullmatch(text):
        found = _date(match[3], _month(match[1]), match[2], this_year)
    elif _YEAR.fullmatch(text):
        found = f"{text}0000"
    elif _SERIAL.fullmatch(text):
        found = _serial(int(text[:5]))
    else:
        found = ""
    return "" if found in _PLACEHOLDERS else found


def _month(word: str) -> str:
    return f"{MONTHS.index(word[:3]) + 1:02d}" if word[:3] in MONTHS else "00"


def _date(year: str, month: str, day: str, this_year: int) -> str:
    if len(year) == 2:
        year = f"20{year}" if int(year) <= this_year % 100 else f"19{year}"
    return f"{int(year):04d}{int(month):02d}{int(day):02d}"


def _eight(text: str) -> str:
    day, month, year = text[:2], text[2:4], text[4:]
    is_day_first = year[:2] in ("18", "19", "20") and "01" <= day <= "31" and "01" <= month <= "12"
    is_year_first = text[:2] in ("18", "19", "20") and "01" <= text[4:6] <= "12"
    return f"{year}{month}{day}" if is_day_first and not is_year_first else text


def _serial(number: int) -> str:
    """A spreadsheet's count of days, where a date has lost its format."""
    from datetime import date, timedelta

    if not 3_653 <= number <= 50_000:
        return ""
    return (date(1970, 1, 1) + timedelta(days=number - _SERIAL_ZERO)).strftime("%Y%m%d")
