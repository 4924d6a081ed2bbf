"""Knows how a paper becomes a page that stands alone: no script, nothing fetched, all escaped."""

from __future__ import annotations

from html import escape

from frankpledge.papers.sheets import (
    Grid,
    Heading,
    Listed,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
    checked,
    readable,
)

_STYLE = (
    "body{font:1.05rem/1.5 Arial,sans-serif;color:#14232a;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:2rem;line-height:1.2;margin:.4rem 0 1rem}"
    "table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}"
    "caption{font-weight:bold;text-align:left;padding:.5rem 0}"
    "th,td{border-bottom:1px solid #6b7a80;padding:.35rem;text-align:left;vertical-align:top}"
    ".number{text-align:right}.small{font-size:.9rem}"
    ".notice{border-left:.3rem solid #6b7a80;padding-left:.8rem}"
    ".marking{font-weight:bold;text-align:center}"
)


def as_html(paper: Paper) -> bytes:
    """The paper as one page of HTML in UTF-8. Raises `CannotBeWritten`."""
    paper = checked(paper)
    body = "".join(
        (
            f'<p class="marking">{_said(paper.marking)}</p><main>',
            f"<p>{_said(paper.above)}</p>" if paper.above else "",
            *(_fact(*fact) for fact in paper.before),
            f"<p><strong>{_said(paper.label)}:</strong></p>" if paper.label else "",
            f"<h1>{_said(paper.title)}</h1>",
            *(_fact(*fact) for fact in paper.facts),
            *(_part(part) for part in paper.parts),
            *(f'<p class="small">{_said(line)}</p>' for line in paper.below),
            "</main>",
            f'<footer><p class="small">{_said(paper.handling)}</p></footer>'
            if paper.handling
            else "",
        )
    )
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_said(paper.title)}</title><style>{_STYLE}</style></head>"
        f"<body>{body}</body></html>"
    ).encode()


def _said(text: str) -> str:
    return escape(readable(text))


def _fact(name: str, value: str) -> str:
    return f"<p><strong>{_said(name)}:</strong> {_said(value)}</p>"


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        level = part.level + 1
        return f"<h{level}>{_said(part.text)}</h{level}>"
    if isinstance(part, Words):
        strong = f"<strong>{_said(part.strong)}</strong> " if part.strong else ""
        look = ' class="small"' if part.small else ""
        return f"<p{look}>{strong}{_said(part.text)}</p>"
    if isinstance(part, Listed):
        kind = "ol" if part.numbered else "ul"
        items = "".join(f"<li>{_said(item)}</li>" for item in part.items)
        return f"<{kind}>{items}</{kind}>"
    if isinstance(part, Notice):
        return f'<p class="notice">{_said(part.text)}</p>'
    if isinstance(part, Grid):
        return _grid(part)
    if isinstance(part, Picture):
        # A drawing is said in words and in its table: its markup stays out of a page of words.
        drawn = f"<p><strong>{_said(part.title)}:</strong> {_said(part.alt)}</p>"
        return drawn + (_grid(part.grid) if part.grid else "")
    assert isinstance(part, NewPage)
    return "<hr>"


def _grid(grid: Grid) -> str:
    numeric = [' class="number"' if column.numeric else "" for column in grid.columns]
    head = "".join(
        f'<th scope="col"{look}>{_said(column.text)}</th>'
        for column, look in zip(grid.columns, numeric, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{_said(cell)}</th>' if at == 0 else f"<td{look}>{_said(cell)}</td>"
            for at, (cell, look) in enumerate(zip(row, numeric, strict=True))
        )
        + "</tr>"
        for row in grid.rows
    )
    caption = f"<caption>{_said(grid.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
