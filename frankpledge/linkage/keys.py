"""Knows which pairs are worth comparing: those that share a key, as many as there is time for.

A key is a number made from a few columns. Each is kept in a column of its own, so that every
engine joins on the same numbers, and one that too many people share is left out: others find them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from frankpledge.linkage.people import People

LARGEST_BLOCK = 400
"""More people than this under one key say nothing about one another."""
FEWEST_PAIRS = 1_000_000
PAIRS_A_PERSON = 6


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key: what it is made from, and which columns it needs."""

    name: str
    needs: tuple[str, ...]
    made_of: str


_NAMES = "least(root, surname), greatest(root, surname)"
_SOUNDS = "least(first_sound, surname_sound), greatest(first_sound, surname_sound)"
_LETTERS = "least(substr(first, 1, 1), substr(surname, 1, 1)), "
_LETTERS += "greatest(substr(first, 1, 1), substr(surname, 1, 1))"
_YEAR = "substr(dob, 1, 4)"

# From the surest to the loosest. Names are sorted, so that two that changed places still meet.
KEYS = tuple(
    Key(name=name, needs=tuple(needs.split()), made_of=made_of)
    for name, needs, made_of in (
        ("national_id", "national_id", "national_id"),
        ("phone", "phone", "phone"),
        ("email", "email", "email"),
        ("names_birth", "first surname dob", f"{_NAMES}, {_YEAR}"),
        ("surname_birth", "surname dob", "surname, dob"),
        ("first_birth", "first dob", "root, dob"),
        ("names_postcode", "first surname postcode", f"{_NAMES}, postcode"),
        ("names_town", "first surname town", f"{_NAMES}, town"),
        ("surname_postcode", "surname postcode", "surname, postcode"),
        ("first_postcode", "first postcode", "root, postcode"),
        ("postcode_birth", "postcode dob", f"postcode, {_YEAR}"),
        ("letters_birth", "first surname dob", f"{_LETTERS}, dob"),
        ("sounds_birth", "first surname dob", f"{_SOUNDS}, {_YEAR}"),
        ("sounds_month", "surname dob", "surname_sound, substr(dob, 5, 4)"),
        ("email_name", "email", "email_name"),
        ("first_street", "first street house", "root, street, house"),
        ("surname_street", "surname street", "surname, street"),
        ("sounds", "first surname", _SOUNDS),
        ("first_month", "first dob", "first_sound, substr(dob, 5, 4)"),
        ("town_birth", "town dob", "town, dob"),
        ("birth", "dob", "dob"),
        ("postcode_sex", "postcode house", "postcode, house"),
        ("surname_town", "surname town", "surname, town"),
        ("first_town", "first town", "root, town"),
        ("surname", "surname", "surname"),
        ("surname_sound", "surname", "surname_sound"),
        ("first", "first", "root"),
        ("postcode", "postcode", "postcode"),
    )
)


def make_keys(connection: duckdb.DuckDBPyConnection, people: People) -> list[str]:
    """Adds the keys that there is time for to `people`; their names, the surest first."""
    budget = max(FEWEST_PAIRS, PAIRS_A_PERSON * people.total)
    possible = [key for key in KEYS if set(key.needs) <= people.present]
    made = ", ".join(f"{_number(key)} AS key_{key.name}" for key in possible)
    connection.execute(f"CREATE TABLE numbered AS SELECT rid, {made} FROM people")
    kept: list[str] = []
    spent = 0
    for key in possible:
        column = f"key_{key.name}"
        pairs = _pairs(connection, column)
        if pairs and spent + pairs <= budget:
            kept.append(column)
            spent += pairs
    columns = ", ".join(_without_crowds(column) for column in kept)
    connection.execute(
        f"CREATE TABLE keyed AS SELECT people.*, {columns} FROM people JOIN numbered USING (rid)"
    )
    connection.execute("DROP TABLE numbered")
    connection.execute("DROP TABLE people")
    connection.execute("ALTER TABLE keyed RENAME TO people")
    return kept


def _number(key: Key) -> str:
    held = " AND ".join(
        f"{column} IS NOT NULL" + (f" AND NOT ends_with({column}, '0000')" * (column == "dob"))
        for column in key.needs
    )
    return f"CASE WHEN {held} THEN (hash({key.made_of}) >> 1)::BIGINT END"


def _pairs(connection: duckdb.DuckDBPyConnection, column: str) -> int:
    """How many pairs a key makes, and a table of the crowds that it leaves out."""
    connection.execute(
        f"CREATE OR REPLACE TABLE crowd_{column} AS SELECT {column} AS crowd, count(*) AS n "
        f"FROM numbered WHERE {column} IS NOT NULL GROUP BY 1 HAVING n > 1"
    )
    row = connection.execute(
        f"SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM crowd_{column} WHERE n <= {LARGEST_BLOCK}"
    ).fetchone()
    connection.execute(f"DELETE FROM crowd_{column} WHERE n <= {LARGEST_BLOCK}")
    return int(row[0]) if row else 0


def _without_crowds(column: str) -> str:
    return (
        f"CASE WHEN {column} NOT IN (SELECT crowd FROM crowd_{column}) THEN {column} END "
        f"AS {column}"
    )


def blocking_rules(keys: Sequence[str], *, between_only: bool) -> list[dict[str, str]]:
    """The keys as Splink's rules for which pairs to predict."""
    apart = " AND l.list <> r.list" if between_only else ""
    return [{"blocking_rule": f"l.{key} = r.{key}{apart}"} for key in keys]
