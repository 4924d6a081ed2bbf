"""Knows how lists of any shape become one table of people that is ready for comparing."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import duckdb

from frankpledge.linkage import births, names, streets
from frankpledge.linkage.columns import Part
from frankpledge.linkage.lists import Rejection, Source, sound_rows
from frankpledge.linkage.refusals import UnusableList

COLUMNS = (
    "first", "root", "other_root", "middle", "surname", "surname_end", "first_sound",
    "surname_sound", "dob", "postcode", "house", "street", "town", "phone", "email", "email_name",
    "national_id", "sex",
)  # fmt: skip
"""What a person's row holds beside `rid` (a number of ours) and `list`; empty where not known."""

_MISSING = "(" + ", ".join(f"'{word}'" for word in sorted(names.MISSING)) + ")"


SHARED_BY_MOST = 20
"""A number or address that more people share is nobody's own."""


@dataclass(frozen=True, kw_only=True)
class People:
    """The table `people` in the connection, and what may be said of it."""

    counts: tuple[int, ...]
    """How many people each list holds."""
    present: frozenset[str]
    """The columns that say something about at least two people."""

    @property
    def total(self) -> int:
        """All people of all lists."""
        return sum(self.counts)


def read_people(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    *,
    scratch: Path,
    this_year: int,
    rejected: list[Rejection],
) -> People:
    """Reads the lists into the tables `people` and `ids`. Raises `UnusableList`."""
    counts = []
    for number, source in enumerate(sources):
        _read_rows(connection, source, f"raw_{number}", scratch=scratch, rejected=rejected)
        counts.append(_count(connection, f"raw_{number}"))
        if not counts[-1]:
            raise UnusableList(
                source.path, 1, "no row below the header can be used", "check what was exported"
            )
    selects, offset = [], 0
    connection.execute("CREATE TABLE ids (rid BIGINT, list TINYINT, id VARCHAR)")
    for number, source in enumerate(sources):
        raw = f"raw_{number}"
        connection.execute(f"INSERT INTO ids SELECT rid + {offset}, {number}, trim(id) FROM {raw}")
        _refuse_twice(connection, source, number)
        selects.append(
            _prepared(
                connection,
                source,
                raw,
                number=number,
                offset=offset,
                scratch=scratch,
                this_year=this_year,
            )
        )
        offset += counts[number]
    connection.execute("CREATE TABLE people AS " + " UNION ALL ".join(selects))
    for number in range(len(sources)):
        connection.execute(f"DROP TABLE raw_{number}")
    _forget_what_too_many_share(connection, sum(counts))
    return People(counts=tuple(counts), present=_present(connection))


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _read_rows(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    table: str,
    *,
    scratch: Path,
    rejected: list[Rejection],
) -> None:
    try:
        _load(connection, source, source.readable, table, separator=source.separator)
        empty = connection.execute(
            f"SELECT count(*) FROM {table} WHERE id IS NULL OR trim(id) = ''"
        ).fetchone()
        if empty and not empty[0]:
            return
        connection.execute(f"DROP TABLE {table}")
    except duckdb.Error:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    sound = scratch / f"{table}.csv"
    with sound.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(source.shape.header)
        writer.writerows(row for _, row in sound_rows(source, rejected))
    _load(connection, source, sound, table, separator=",")


def _load(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    path: Path,
    table: str,
    *,
    separator: str,
) -> None:
    """The identifier and the parts that are known, each as it was written."""
    shape = source.shape
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(shape.header)))
    wanted = [f"c{shape.id} AS id", *(f"c{at} AS {part}" for part, at in shape.parts.items())]
    connection.execute(
        f"CREATE TABLE {table} AS SELECT row_number() OVER () AS rid, {', '.join(wanted)} "
        f"FROM read_csv({literal(str(path))}, delim={literal(separator)}, quote='\"', "
        f"escape='\"', header=true, auto_detect=false, columns={{{columns}}}, "
        "null_padding=false, strict_mode=true, max_line_size=2000000)"
    )


def literal(text: str) -> str:
    """A text as the engine's language writes it."""
    return "'" + text.replace("'", "''") + "'"


def _refuse_twice(connection: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    twice = connection.execute(
        f"SELECT id FROM ids WHERE list = {number} GROUP BY id HAVING count(*) > 1 "
        "ORDER BY min(rid) LIMIT 1"
    ).fetchone()
    if twice is None:
        return
    lines = [
        line for line, row in sound_rows(source, []) if row[source.shape.id].strip() == twice[0]
    ]
    raise UnusableList(
        source.path,
        lines[1],
        f"the identifier {twice[0]!r} stands on line {lines[0]} already",
        "give each record its own, or name another column with --id",
    )


def _prepared(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    raw: str,
    *,
    number: int,
    offset: int,
    scratch: Path,
    this_year: int,
) -> str:
    """The query that makes people of a list's rows; what Python knows goes through dictionaries."""
    parts = source.shape.parts
    made = dict.fromkeys(COLUMNS, "''")
    joins: list[str] = []

    for part, columns, work in _WORKS:
        if part not in parts:
            continue
        name = f"d{number}_{part}"
        rows = partial(work, this_year=this_year)
        _dictionary(connection, raw, part, name, columns, rows, scratch)
        joins.append(f"LEFT JOIN {name} ON {name}.written = {raw}.{part}")
        made.update({column: f"coalesce({name}.{column}, '')" for column in columns})
    if Part.BIRTH not in parts and Part.BIRTH_YEAR in parts:
        made["dob"] = _birth_of_parts(parts)
    made |= _placed(parts) | _reached(parts)
    for part in Part:
        written = {part.value: f"coalesce({raw}.{part.value}, '')"}
        for column, expression in made.items():
            made[column] = expression.replace(f"<{part.value}>", written[part.value])
    held = ", ".join(f"NULLIF({made[column]}, '') AS {column}" for column in COLUMNS)
    return (
        f"SELECT {raw}.rid + {offset} AS rid, {number}::TINYINT AS list, {held} "
        f"FROM {raw} {' '.join(joins)}"
    )


def _dictionary(
    connection: duckdb.DuckDBPyConnection,
    raw: str,
    part: Part,
    name: str,
    columns: Sequence[str],
    work: Callable[[list[str]], Iterable[Sequence[str]]],
    scratch: Path,
) -> None:
    found = connection.execute(
        f"SELECT DISTINCT {part} FROM {raw} WHERE {part} IS NOT NULL ORDER BY 1"
    ).fetchall()
    written = [str(text) for (text,) in found]
    path = scratch / f"{name}.csv"
    # Through a file, because handing over texts one by one is many times slower.
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows((key, *row) for key, row in zip(written, work(written), strict=True))
    typed = ", ".join(f"'{column}': 'VARCHAR'" for column in ("written", *columns))
    connection.execute(
        f"CREATE TABLE {name} AS SELECT * FROM read_csv({literal(str(path))}, header=false, "
        f"auto_detect=false, columns={{{typed}}}, max_line_size=8000000)"
    )
    path.unlink()


def _firsts(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    for text in texts:
        first, rest = names.given(text)
        yield (first, rest, *_heard(first, rest))


def _heard(first: str, rest: str) -> tuple[str, str, str]:
    root, other = names.roots(first)
    if root == first and rest:
        root, other = names.roots(first.removesuffix(rest))
    return root, other, names.sound(first)


def _middles(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    return ((names.given(text)[0],) for text in texts)


def _surnames(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    for text in texts:
        surname, end = names.family(text)
        yield surname, end, names.sound(surname)


def _wholes(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    turned = names.is_surname_first(texts)
    for text in texts:
        first, middle, surname = names.whole(text)
        if turned and first and "," not in text:
            first, surname = surname, first
        first, middle = first.replace(" ", ""), middle.replace(" ", "")
        together, end = names.family(surname)
        yield (first, middle, *_heard(first, ""), together, end, names.sound(together))


def _births(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    month_first = births.month_comes_first(texts)
    return ((births.birth(text, month_first=month_first, this_year=this_year),) for text in texts)


def _birth_of_parts(parts: Mapping[Part, int]) -> str:
    """The date whose day, month and year stand in columns of their own."""

    def two(part: Part) -> str:
        if part not in parts:
            return "'00'"
        name = f"lower(substr(trim(<{part}>), 1, 3))"
        months = " ".join(
            f"WHEN '{word}' THEN '{number:02d}'" for number, word in enumerate(births.MONTHS, 1)
        )
        return f"CASE {name} {months} ELSE lpad(regexp_extract({name}, '[0-9]+'), 2, '0') END"

    year = f"regexp_extract(<{Part.BIRTH_YEAR}>, '(18|19|20)[0-9]{{2}}')"
    return (
        f"CASE WHEN {year} <> '' "
        f"THEN {year} || {two(Part.BIRTH_MONTH)} || {two(Part.BIRTH_DAY)} ELSE '' END"
    )


def _streets(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    return (streets.line(text) for text in texts)


def _towns(texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
    del this_year
    for text in texts:
        town = names.plain(text)
        yield ("" if names.is_missing(town) else town,)


class Work(Protocol):
    """What Python makes of the texts of one column: one row of columns for each."""

    def __call__(self, texts: list[str], *, this_year: int) -> Iterable[Sequence[str]]:
        """A row for each text, in their order."""


_HEARD = ("root", "other_root", "first_sound")
_FAMILY = ("surname", "surname_end", "surname_sound")
_WORKS: tuple[tuple[Part, tuple[str, ...], Work], ...] = (
    (Part.FIRST_NAME, ("first", "middle", *_HEARD), _firsts),
    (Part.MIDDLE_NAME, ("middle",), _middles),
    (Part.SURNAME, _FAMILY, _surnames),
    (Part.FULL_NAME, ("first", "middle", *_HEARD, *_FAMILY), _wholes),
    (Part.BIRTH, ("dob",), _births),
    (Part.TOWN, ("town",), _towns),
    (Part.STREET, ("house", "street"), _streets),
    (Part.ADDRESS, ("house", "street"), _streets),
)


def _known(expression: str) -> str:
    """The expression, or nothing where it says only that nothing is known."""
    return f"CASE WHEN replace({expression}, ' ', '') IN {_MISSING} THEN '' ELSE {expression} END"


def _words(column: str) -> str:
    return f"trim(regexp_replace(lower({column}), '[^\\p{{L}}\\p{{M}}\\p{{N}}]+', ' ', 'g'))"


def _placed(parts: Mapping[Part, int]) -> dict[str, str]:
    """Postcode, house and street as expressions over what was written."""
    made: dict[str, str] = {}
    tight = "regexp_replace(upper({}), '[^A-Z0-9]', '', 'g')"
    if Part.POSTCODE in parts:
        found = tight.format("<postcode>")
        made["postcode"] = f"CASE WHEN lower({found}) IN {_MISSING} THEN '' ELSE {found} END"
    elif Part.ADDRESS in parts:
        pattern = "[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\\s*$"
        made["postcode"] = tight.format(f"regexp_extract(<address>, '{pattern}')")
    if Part.NUMBER in parts:
        made["house"] = _known(_words("<house_number>"))
    return made


def _reached(parts: Mapping[Part, int]) -> dict[str, str]:
    """Telephone, e-mail, national identifier and sex as expressions over what was written."""
    made: dict[str, str] = {}
    if Part.PHONE in parts:
        digits = "regexp_replace(<phone>, '[^0-9]', '', 'g')"
        national = f"regexp_replace({digits}, '^(0044|44)?0?', '')"
        made["phone"] = f"CASE WHEN length({national}) >= 6 THEN {national} ELSE '' END"
    if Part.EMAIL in parts:
        mail = "lower(trim(<email>))"
        made["email"] = f"CASE WHEN contains({mail}, '@') THEN {mail} ELSE '' END"
        made["email_name"] = (
            f"CASE WHEN contains({mail}, '@') THEN split_part({mail}, '@', 1) ELSE '' END"
        )
    if Part.NATIONAL_ID in parts:
        found = "regexp_replace(lower(<national_id>), '[^a-z0-9]', '', 'g')"
        made["national_id"] = _known(found)
    if Part.SEX in parts:
        letter = "substr(lower(trim(<sex>)), 1, 1)"
        made["sex"] = (
            f"CASE WHEN {letter} IN ('f', 'w', '2') THEN 'f' "
            f"WHEN {letter} IN ('m', '1') THEN 'm' ELSE '' END"
        )
    return made


def _forget_what_too_many_share(connection: duckdb.DuckDBPyConnection, total: int) -> None:
    """Empties what says nothing of one person: a hostel's telephone, a computer's first day."""
    birthdays = SHARED_BY_MOST + total // 1_000
    limits = {"phone": SHARED_BY_MOST, "email": SHARED_BY_MOST, "national_id": SHARED_BY_MOST}
    for column, limit in {**limits, "dob": birthdays}.items():
        connection.execute(
            f"UPDATE people SET {column} = NULL WHERE {column} IN (SELECT {column} FROM people "
            f"WHERE {column} IS NOT NULL GROUP BY 1 HAVING count(*) > {limit})"
        )


def _present(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    counts = ", ".join(f"count({column})" for column in COLUMNS)
    row = connection.execute(f"SELECT {counts} FROM people").fetchone() or ()
    return frozenset(column for column, held in zip(COLUMNS, row, strict=True) if int(held) >= 2)
