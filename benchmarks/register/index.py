"""The invented register in the blind index of both databases."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks.register.people import CHUNK, Individual, Names, Sent, all_names, chunk, submissions
from frankpledge.entities import blind
from frankpledge.entities.api import Mentioned, What
from frankpledge.entities.identifiers import name_value

PLACE = {"person": 1, "phone": 2, "vehicle": 3}
_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
Row = tuple[int, UUID, int, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A submission with the place in the index of each thing that is truly held, or None."""

    mentions: tuple[Mentioned, ...]
    held: tuple[int | None, ...]
    sent: Sent


@cache
def _names() -> Names:
    return all_names()


def held_as(one: Individual) -> list[tuple[int, list[tuple[What, str]]]]:
    """What is held of one person: themselves, their phone and their vehicle, each a mention."""
    values = [(What.NAME, name_value(one.name)), (What.BORN, one.born)]
    if one.postcode:
        values.append((What.POSTCODE, one.postcode))
    rows = [(one.number * 3 + PLACE["person"], values)]
    if one.phone:
        rows.append((one.number * 3 + PLACE["phone"], [(What.PHONE, one.phone)]))
    if one.mark:
        rows.append((one.number * 3 + PLACE["vehicle"], [(What.MARK, one.mark)]))
    return rows


def _part(number: int) -> tuple[list[Row], NDArray[np.int64]]:
    """Ten thousand people as rows of the index and pairs of key and place."""
    rows: list[Row] = []
    pairs: list[tuple[int, int]] = []
    for one in chunk(_names(), number):
        source = UUID(int=one.number + 1)
        for place, values in held_as(one):
            mention = UUID(int=place)
            entry = blind.entry(mention=mention, source=source, values=values)
            rows.append((place, mention, entry.source, entry.box))
            pairs += ((key, place) for key in entry.keys)
    return rows, np.array(pairs, dtype=np.int64)


def load(people: int, *, postgres: str) -> None:
    """Fill both databases at once: the work of making keys is done once for the two."""
    import psycopg
    from django.db import connection

    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("ALTER TABLE entities_matchkey DROP CONSTRAINT entities_matchkey_pkey")
        connection.ensure_connection()
        here = connection.connection
        here.execute("PRAGMA synchronous=OFF")
        here.execute("PRAGMA cache_size=-400000")
        parts = []
        with multiprocessing.Pool(min(os.cpu_count() or 1, 4), _start) as pool:
            for rows, pairs in pool.imap_unordered(_part, range(people // CHUNK)):
                here.execute("BEGIN")
                here.executemany(
                    "INSERT INTO entities_held (id, mention_id, source, box) VALUES (?, ?, ?, ?)",
                    ((place, uid.hex, source, box) for place, uid, source, box in rows),
                )
                here.execute("COMMIT")
                with server.cursor().copy(
                    "COPY entities_held (id, mention_id, source, box) FROM STDIN (FORMAT BINARY)"
                ) as copy:
                    copy.set_types(["int8", "uuid", "int8", "bytea"])
                    for row in rows:
                        copy.write_row(row)
                parts.append(pairs)
        pairs = np.concatenate(parts)
        # In the order of the index, so that it grows at one end.
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        here.execute("BEGIN")
        here.executemany(
            "INSERT INTO entities_matchkey (key, held_id) VALUES (?, ?)",
            (
                pair
                for start in range(0, len(pairs), 500_000)
                for pair in pairs[start : start + 500_000].tolist()
            ),
        )
        here.execute("COMMIT")
        here.execute("ANALYZE")
        with server.cursor().copy(
            "COPY entities_matchkey (key, held_id) FROM STDIN (FORMAT BINARY)"
        ) as copy:
            copy.write(_SIGNATURE + _as_binary(pairs) + b"\xff\xff")
        server.execute("ALTER TABLE entities_matchkey ADD PRIMARY KEY (key, held_id)")
        server.execute("VACUUM ANALYZE entities_matchkey")
        server.execute("VACUUM ANALYZE entities_held")


def _start() -> None:
    import django

    django.setup()


def _as_binary(pairs: NDArray[np.int64]) -> bytes:
    """Rows of two whole numbers as PostgreSQL reads them."""
    layout = np.dtype(
        [("n", ">i2"), ("size", ">i4"), ("key", ">i8"), ("size2", ">i4"), ("held", ">i8")]
    )
    rows = np.empty(len(pairs), dtype=layout)
    rows["n"], rows["size"], rows["size2"] = 2, 8, 8
    rows["key"], rows["held"] = pairs[:, 0], pairs[:, 1]
    return rows.tobytes()


def drawn_from(people: int, many: int) -> list[Asked]:
    """Submissions that mention people of a register of that size."""
    chunks = people // CHUNK
    chosen = sorted({chunks * place // 7 for place in range(7)})
    held = {one.number: one for number in chosen for one in chunk(_names(), number)}
    return [
        Asked(
            mentions=sent.mentions,
            held=tuple(true and true[1] * 3 + PLACE[true[0]] for true in sent.truly),
            sent=sent,
        )
        for sent in submissions(held, many)
    ]
