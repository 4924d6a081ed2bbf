"""Tables: what they hold, what they refuse, and how they read."""

import time
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from frankpledge.ui.api import Cell, Column, Row, Tone
from frankpledge.ui.tables import UnevenRow, table
from tests.ui.markup import text_of

COLUMNS = (Column(text="Place"), Column(text="Visits", numeric=True))


def test_the_first_cell_names_its_row_and_every_column_is_named():
    made = table(columns=COLUMNS, rows=[("Tern Court", 3)], caption="Visits")

    assert '<th scope="row"' in made
    assert made.count('scope="col"') == 2
    assert 'data-label="Visits"' in made
    assert "Visits" in text_of(made)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234, "1,234"),
        (-5, "−5"),
        (0, "0"),
        (12.345, "12.3"),
        (date(2026, 4, 13), "13 Apr 2026"),
        (datetime(2026, 4, 13, 15, 40, tzinfo=UTC), "13 Apr 2026, 16:40"),
        (None, "–"),
        ("", "–"),
        ("words", "words"),
    ],
)
def test_a_value_is_put_into_words(value, words):
    made = table(columns=COLUMNS, rows=[("x", value)], caption="c")

    assert f">{words}<" in made


def test_nothing_is_told_to_a_listener_as_well():
    assert "none" in text_of(table(columns=COLUMNS, rows=[("x", None)], caption="c"))


def test_decimals_are_those_of_the_column():
    columns = (Column(text="a"), Column(text="b", numeric=True, decimals=2))

    assert ">1.50<" in table(columns=columns, rows=[("x", 1.5)], caption="c")


def test_everything_a_person_wrote_is_escaped():
    bad = "<script>"
    made = table(
        columns=(Column(text=bad), Column(text=bad), Column(text=bad)),
        rows=[Row(cells=(bad, Cell(bad, href=f'"{bad}', note=bad), Cell(bad, tone=Tone.GOOD)))],
        caption=bad,
    )

    assert bad not in made
    assert 'href="&#34;&lt;script&gt;"' in made


def test_a_cell_may_have_a_link_a_note_and_a_state_together():
    made = table(
        columns=COLUMNS,
        rows=[(Cell("Tern Court", href="/p/1", note="Due today", tone=Tone.URGENT), 1)],
        caption="c",
    )

    assert '<a class="govuk-link" href="/p/1"><strong class="govuk-tag' in made
    assert '</a><span class="frank-note">Due today</span>' in made


def test_a_row_draws_the_eye_by_its_tone():
    assert "frank-row--urgent" in table(
        columns=COLUMNS, rows=[Row(cells=("x", 1), tone=Tone.URGENT)], caption="c"
    )
    assert "frank-row--" not in table(columns=COLUMNS, rows=[("x", 1)], caption="c")


def test_a_row_with_a_cell_too_many_is_refused():
    with pytest.raises(UnevenRow):
        table(columns=COLUMNS, rows=[("x", 1, 2)], caption="c")


def test_an_empty_table_is_a_sentence():
    made = table(columns=COLUMNS, rows=(), caption="Late actions", empty="No action is late.")

    assert "<table" not in made
    assert text_of(made) == "Late actions No action is late."


def test_a_wide_table_scrolls_in_a_named_frame_that_the_keyboard_reaches():
    columns = tuple(Column(text=str(number)) for number in range(8))
    made = table(columns=columns, rows=[tuple("12345678")], caption="Months")

    assert 'role="region" aria-label="Months" tabindex="0"' in made
    assert "frank-table--stacked" not in made
    assert "frank-table--stacked" in table(columns=COLUMNS, rows=[("x", 1)], caption="c")


def test_a_column_says_how_it_is_ordered():
    columns = (Column(text="Place", href="?order=place", order="descending"),)

    assert 'aria-sort="descending"' in table(columns=columns, rows=[("x",)], caption="c")


STOCK = Template(
    '<table class="govuk-table"><caption>{{ caption }}</caption><thead><tr>'
    '{% for column in columns %}<th scope="col" class="govuk-table__header">{{ column.text }}</th>'
    '{% endfor %}</tr></thead><tbody>{% for row in rows %}<tr class="govuk-table__row">'
    '<th scope="row"><a class="govuk-link" href="{{ row.1 }}">{{ row.0 }}</a></th>'
    '<td class="govuk-table__cell">{{ row.2 }}</td>'
    '<td class="govuk-table__cell">{{ row.3|date:"j M Y" }}</td>'
    '<td class="govuk-table__cell">{{ row.4 }}</td><td class="govuk-table__cell">{{ row.5 }}</td>'
    '<td class="govuk-table__cell"><strong class="govuk-tag">{{ row.6 }}</strong></td></tr>'
    "{% endfor %}</tbody></table>"
)


def seconds(act) -> float:
    act()
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(20):
            act()
        best = min(best, time.process_time() - start)
    return best


def test_fifty_rows_cost_less_than_in_a_stock_template():
    facts = [
        (f"Problem {n}", f"/p/{n}", "Asha", date(2026, 4, 1 + n % 28), n, "<Court>", "Late")
        for n in range(50)
    ]
    columns = [Column(text=str(number)) for number in range(6)]
    rows = [
        Row(cells=(Cell(a, href=b), c, d, e, f, Cell(g, tone=Tone.URGENT)))
        for a, b, c, d, e, f, g in facts
    ]

    ours = seconds(lambda: table(columns=columns, rows=rows, caption="c"))
    stock = seconds(
        lambda: STOCK.render(Context({"columns": columns, "rows": facts, "caption": "c"}))
    )

    assert ours < stock
