"""The invented county's areas and bodies, in the dated CSV files that any area loads from."""

from collections.abc import Sequence
from pathlib import Path

from frankpledge.demonstration.county import (
    RENAMED_ON,
    REORGANISED_ON,
    SHARED_UNTIL,
    County,
    District,
    slug,
    write_rows,
)

Rows = list[tuple[str, ...]]
_BEGAN = "1974-04-01"
_UNITARY_FROM = "1998-04-01"
_SOURCE = "invented for the demonstration"
_PLANNED = "planned: the order is made, the day is not reached"
_CSP_LAW = "Crime and Disorder Act 1998 s.5-6"
_COUNTY_BODIES = """\
{here}-csp|county_strategy_group|{name} Community Safety Partnership|{i}CSP||{end}|\
SI 2007/1830 reg 9|The unitary comes by invitation
{here}-working|working_group|{name} Community Safety Partnership Working Group|\
{i}CSP Working Group||{end}||
{here}-team|county_team|{name} Community Safety Team|{i}CST|2015-09-01|{end}||\
County council, police and fire together
{here}-fire|fire|{name} Fire and Rescue Service|{i}FRS|||Fire and Rescue Services Act 2004|\
The county and the unitary
{here}-pcc|pcc|{name} Police and Crime Commissioner|PCC|2012-11-22||\
Police Reform and Social Responsibility Act 2011 s.1|
{here}-lscp|safeguarding_children|{name} Safeguarding Children Partnership|{i}SCP|\
2019-09-29|{end}|Children Act 2004 s.16E|
{beside}-lscp|safeguarding_children|{unitary} Safeguarding Children Partnership|{u}SCP|\
2019-09-29|{end}|Children Act 2004 s.16E|
{here}-sab|safeguarding_adults|{name} and {unitary} Safeguarding Adults Board|{i}{u}SAB|\
2015-04-01||Care Act 2014 s.43|One board for both top-tier councils
"""
"""Bodies of the whole county in the columns of `bodies.csv`."""


def write_area_files(folder: Path, counties: Sequence[County]) -> None:
    """Write the nine area files of *counties* into *folder*; `to` is the first day after."""
    for name, header, rows_of in _FILES:
        write_rows(folder / name, header, [row for county in counties for row in rows_of(county)])


def body_of(district: District) -> str:
    """The code of *district*'s own partnership."""
    return f"csp-{district.slug}"


def joint_body_of(county: County) -> str:
    """The code of the partnership that two districts of *county* shared."""
    return f"csp-{slug(county.sharing[0])}-pair"


def _successor_body(county: County, name: str) -> str:
    return f"csp-{slug(name.partition(' ')[0])}-{county.short.lower()}"


def _successor_code(county: County, place: int) -> str:
    return f"E06999{county.number}9{place}"


def _began(district: District) -> str:
    return _UNITARY_FROM if district.is_unitary else _BEGAN


def _areas(county: County) -> Rows:
    rows: Rows = [
        (
            district.code,
            "unitary" if district.is_unitary else "district",
            district.name,
            district.style,
            _began(district),
            REORGANISED_ON,
            _SOURCE,
        )
        for district in county.districts
    ]
    rows.append((county.code, "county", county.name, "county", _BEGAN, REORGANISED_ON, _SOURCE))
    rows.append((county.force_code, "force", county.name, "", _BEGAN, "", _SOURCE))
    for place, (name, _) in enumerate(county.successors, start=1):
        code = _successor_code(county, place)
        rows.append((code, "unitary", name, "unitary", REORGANISED_ON, "", _PLANNED))
    return rows


def _area_names(county: County) -> Rows:
    rows: Rows = []
    for district in county.districts:
        if district.former_name:
            rows.append((district.code, district.former_name, "", RENAMED_ON))
            rows.append((district.code, district.name, RENAMED_ON, ""))
        else:
            rows.append((district.code, district.name, "", ""))
    rows.append((county.code, county.name, "", ""))
    rows.append((county.force_code, county.name, "", ""))
    for place, (name, _) in enumerate(county.successors, start=1):
        rows.append((_successor_code(county, place), name, REORGANISED_ON, ""))
    return rows


def _area_parts(county: County) -> Rows:
    rows: Rows = [
        (county.code, district.code, _BEGAN, REORGANISED_ON) for district in county.two_tier
    ]
    rows += [
        (county.force_code, district.code, _began(district), REORGANISED_ON)
        for district in county.districts
    ]
    rows += [
        (county.force_code, _successor_code(county, place), REORGANISED_ON, "")
        for place in range(1, len(county.successors) + 1)
    ]
    return rows


def _area_successions(county: County) -> Rows:
    return [
        (old, _successor_code(county, place), REORGANISED_ON, _PLANNED)
        for place, (_, olds) in enumerate(county.successors, start=1)
        for old in olds
    ]


def _partnership(code: str, name: str, begins: str, ends: str, note: str) -> tuple[str, ...]:
    full = f"{name} Community Safety Partnership"
    return (code, "csp", full, f"{name} CSP", begins, ends, _CSP_LAW, note)


def _bodies(county: County) -> Rows:
    end, here = REORGANISED_ON, county.slug
    rows: Rows = []
    for district in county.districts:
        begins = SHARED_UNTIL if district.name in county.sharing else ""
        rows.append(_partnership(body_of(district), district.name, begins, end, ""))
    both = " and ".join(county.sharing)
    note = "One partnership for two districts until each began its own"
    rows.append(_partnership(joint_body_of(county), both, "", SHARED_UNTIL, note))
    for name, _ in county.successors:
        rows.append(_partnership(_successor_body(county, name), name, end, "", _PLANNED))
    words = {
        "here": here,
        "name": county.name,
        "unitary": county.unitary.name,
        "beside": county.unitary.slug,
        "i": county.name[0],
        "u": county.unitary.name[0],
        "end": end,
    }
    rows += [tuple(line.format(**words).split("|")) for line in _COUNTY_BODIES.splitlines()]
    for district in county.districts:
        name = district.name
        for kind, called in (
            ("tasking", "tasking"),
            ("vulnerability_panel", "vulnerability panel"),
        ):
            code = f"{district.slug}-{slug(called).rpartition('-')[2]}"
            rows.append((code, kind, f"{name} {called}", called.capitalize(), "", end, "", ""))
    return rows


def _body_names(county: County) -> Rows:
    rows: Rows = []
    for code, _, name, _, begins, ends, _, _ in _bodies(county):
        district = next((d for d in county.districts if body_of(d) == code), None)
        if district and district.former_name:
            former = f"{district.former_name} Community Safety Partnership"
            rows += [(code, former, begins, RENAMED_ON), (code, name, RENAMED_ON, ends)]
        else:
            rows.append((code, name, begins, ends))
    return rows


def _body_areas(county: County) -> Rows:
    end, here = REORGANISED_ON, county.slug
    rows: Rows = []
    for district in county.districts:
        if district.name in county.sharing:
            rows.append((joint_body_of(county), district.code, "", SHARED_UNTIL))
            rows.append((body_of(district), district.code, SHARED_UNTIL, end))
        else:
            rows.append((body_of(district), district.code, "", end))
        for called in ("tasking", "panel"):
            rows.append((f"{district.slug}-{called}", district.code, "", end))
    for place, (name, _) in enumerate(county.successors, start=1):
        rows.append((_successor_body(county, name), _successor_code(county, place), end, ""))
    for body, begins in (
        (f"{here}-csp", ""),
        (f"{here}-working", ""),
        (f"{here}-team", "2015-09-01"),
        (f"{here}-lscp", "2019-09-29"),
    ):
        rows.append((body, county.code, begins, end))
    rows.append((f"{county.unitary.slug}-lscp", county.unitary.code, "2019-09-29", end))
    rows.append((f"{here}-pcc", county.force_code, "2012-11-22", ""))
    for body, begins in ((f"{here}-fire", ""), (f"{here}-sab", "2015-04-01")):
        rows.append((body, county.code, begins, end))
        rows.append((body, county.unitary.code, begins, end))
        rows.extend(
            (body, _successor_code(county, place), end, "")
            for place in range(1, len(county.successors) + 1)
        )
    return rows


def _body_statistical_codes(county: County) -> Rows:
    rows: Rows = []
    for district in county.districts:
        begins = SHARED_UNTIL if district.name in county.sharing else ""
        rows.append((body_of(district), county.csp_code(district), begins, REORGANISED_ON))
    shared = county.csp_code(county.named(county.sharing[0]))
    rows.append((joint_body_of(county), shared, "", SHARED_UNTIL))
    rows.append((f"{county.slug}-fire", f"E3199900{county.number}", "", ""))
    return rows


def _body_successions(county: County) -> Rows:
    rows: Rows = [
        (joint_body_of(county), body_of(county.named(name)), SHARED_UNTIL, _SOURCE)
        for name in county.sharing
    ]
    by_code = {district.code: district for district in county.districts}
    rows += [
        (body_of(by_code[old]), _successor_body(county, name), REORGANISED_ON, _PLANNED)
        for name, olds in county.successors
        for old in olds
    ]
    return rows


_FILES = (
    ("areas.csv", "code,kind,name,style,valid_from,valid_to,source", _areas),
    ("area_names.csv", "code,name,from,to", _area_names),
    ("area_parts.csv", "whole,part,from,to", _area_parts),
    ("area_successions.csv", "old,new,on,source", _area_successions),
    (
        "bodies.csv",
        "code,kind,name,short_name,valid_from,valid_to,statutory_basis,note",
        _bodies,
    ),
    ("body_names.csv", "code,name,from,to", _body_names),
    ("body_areas.csv", "body,area,from,to", _body_areas),
    ("body_statistical_codes.csv", "body,ons_code,from,to", _body_statistical_codes),
    ("body_successions.csv", "old,new,on,source", _body_successions),
)
