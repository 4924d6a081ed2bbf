"""Which forums stand on the invented county's map, in short, its mess on purpose among them."""

from __future__ import annotations

from dataclasses import dataclass

STOPPED = "fallowshire-gangs-forum"
DEAD_END = "wantsum-licensing-group"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One forum of the invented county, in short. Hours are minutes a meeting and to prepare."""

    code: str
    name: str
    level: str
    statute: str
    subjects: str
    ages: str
    harms: str
    test: str
    rhythm: tuple[int, int, int]
    seats: str
    to: str = ""
    keeper: str = "gwen.sallis"
    where: str = "county"
    derived: tuple[str, ...] = ()


COUNTY = (
    Entry(
        code="fallowshire-strategy-group",
        name="Fallowshire Community Safety Partnership",
        level="strategic",
        statute="SI 2007/1830 reg 8-9",
        subjects="theme",
        ages="",
        harms="asb drug_supply serious_violence offending",
        test="none",
        rhythm=(3, 150, 240),
        seats="county-council police fire probation icb pcc-office",
    ),
    Entry(
        code="fallowshire-working-group",
        name="Fallowshire Community Safety Partnership Working Group",
        level="tactical",
        statute="",
        subjects="theme",
        ages="",
        harms="asb offending",
        test="none",
        rhythm=(4, 120, 120),
        seats="county-council fire",
        to="fallowshire-strategy-group",
    ),
    Entry(
        code="fallowshire-disruption-panel",
        name="Fallowshire multi-agency disruption panel",
        level="tactical",
        statute="",
        subjects="group offender premises business",
        ages="adult",
        harms="organised_crime county_lines modern_slavery drug_supply illicit_goods",
        test="organised_crime",
        rhythm=(10, 120, 120),
        seats="intelligence police trading-standards prison probation",
        to="fallowshire-strategy-group",
    ),
    Entry(
        code="fallowshire-children-partnership",
        name="Fallowshire Safeguarding Children Partnership",
        level="strategic",
        statute="Children Act 2004 s.16E",
        subjects="theme",
        ages="child",
        harms="child_exploitation domestic_abuse",
        test="none",
        rhythm=(4, 180, 240),
        seats="county-council children police icb",
    ),
    Entry(
        code="fallowshire-adults-board",
        name="Fallowshire Safeguarding Adults Board",
        level="strategic",
        statute="Care Act 2014 s.43",
        subjects="theme",
        ages="adult",
        harms="adult_exploitation self_neglect modern_slavery domestic_abuse",
        test="none",
        rhythm=(4, 180, 240),
        seats="county-council adult-care police icb",
    ),
    Entry(
        code="fallowshire-drugs-partnership",
        name="Fallowshire drugs partnership",
        level="strategic",
        statute="",
        subjects="theme",
        ages="",
        harms="drug_supply",
        test="none",
        rhythm=(4, 120, 180),
        seats="county-council police probation icb",
    ),
    Entry(
        code="fallowshire-front-door",
        name="Children’s front door",
        level="case",
        statute="Children Act 1989 s.17, s.47",
        subjects="child family",
        ages="child",
        harms="child_exploitation county_lines domestic_abuse",
        test="early_help",
        rhythm=(240, 60, 30),
        seats="children police icb",
        to="fallowshire-exploitation-panel fallowshire-children-partnership",
    ),
    Entry(
        code="fallowshire-exploitation-panel",
        name="Missing and child exploitation panel",
        level="tactical",
        statute="",
        subjects="child place offender",
        ages="child",
        harms="child_exploitation county_lines modern_slavery serious_violence",
        test="high_risk",
        rhythm=(12, 120, 120),
        seats="children police icb youth-justice",
        to="fallowshire-children-partnership fallowshire-disruption-panel "
        "fallowshire-gangs-forum fallowshire-adults-board",
    ),
    Entry(
        code=STOPPED,
        name="Fallowshire gangs forum",
        level="tactical",
        statute="",
        subjects="group offender",
        ages="",
        harms="serious_violence",
        test="organised_crime",
        rhythm=(6, 90, 60),
        seats="police youth-justice probation",
        to="wantsum-tasking",
    ),
    Entry(
        code="fallowshire-youth-diversion",
        name="Youth diversion panel",
        level="case",
        statute="Crime and Disorder Act 1998 s.38-40",
        subjects="child offender",
        ages="child",
        harms="offending serious_violence",
        test="statutory_test",
        rhythm=(48, 90, 60),
        seats="youth-justice police children",
        to="fallowshire-exploitation-panel",
        derived=("level", "subjects", "test", "hours"),
    ),
    Entry(
        code="fallowshire-marac",
        name="Fallowshire MARAC",
        level="case",
        statute="",
        subjects="victim adult",
        ages="adult",
        harms="domestic_abuse",
        test="high_risk",
        rhythm=(24, 180, 120),
        seats="police adult-care children icb probation",
        to="fallowshire-adults-board",
    ),
    Entry(
        code="fallowshire-risk-meeting",
        name="Multi-agency risk management meeting",
        level="case",
        statute="",
        subjects="adult",
        ages="adult",
        harms="self_neglect adult_exploitation",
        test="high_risk",
        rhythm=(24, 90, 90),
        seats="adult-care police fire",
        to="wantsum-vulnerability-panel fallowshire-adults-board",
    ),
)
HOME = (
    Entry(
        code="wantsum-csp",
        name="Wantsum Community Safety Partnership",
        level="strategic",
        statute="Crime and Disorder Act 1998 s.5-6",
        subjects="theme place",
        ages="",
        harms="asb drug_supply serious_violence offending",
        test="none",
        rhythm=(4, 120, 180),
        seats="wantsum-council:Community Safety Manager police:District inspector, Wantsum fire",
        to="fallowshire-strategy-group",
        keeper="asha.penrose",
        where="home",
    ),
    Entry(
        code="wantsum-tasking",
        name="Wantsum tasking",
        level="tactical",
        statute="",
        subjects="adult child place offender",
        ages="",
        harms="asb cuckooing retail_crime acquisitive",
        test="local_risk",
        rhythm=(50, 60, 60),
        seats="wantsum-council:Community Safety Manager wantsum-licensing saltmarsh-homes police "
        "police:District inspector, Wantsum fire trading-standards",
        to="wantsum-vulnerability-panel fallowshire-disruption-panel wantsum-licensing-group "
        "wantsum-csp",
        keeper="asha.penrose",
        where="home",
    ),
    Entry(
        code="wantsum-vulnerability-panel",
        name="Wantsum vulnerability panel",
        level="case",
        statute="",
        subjects="adult place",
        ages="adult",
        harms="asb cuckooing self_neglect",
        test="high_risk",
        rhythm=(12, 120, 120),
        seats="wantsum-council:Community Safety Manager police:District inspector, Wantsum "
        "adult-care fire icb",
        to="fallowshire-risk-meeting fallowshire-adults-board",
        keeper="asha.penrose",
        where="home",
    ),
    Entry(
        code="wantsum-retailers",
        name="Wantsum retailers’ group",
        level="tactical",
        statute="",
        subjects="offender business",
        ages="",
        harms="retail_crime",
        test="local_risk",
        rhythm=(24, 60, 30),
        seats="wantsum-retailers wantsum-council police northquay-housing",
        to="wantsum-tasking",
        keeper="asha.penrose",
        where="home",
    ),
    Entry(
        code=DEAD_END,
        name="Wantsum licensing group",
        level="tactical",
        statute="",
        subjects="premises business",
        ages="",
        harms="illicit_goods modern_slavery",
        test="local_risk",
        rhythm=(8, 90, 60),
        seats="wantsum-licensing police fire trading-standards brindlemere-council",
        keeper="asha.penrose",
        where="home",
        derived=("harms", "ages"),
    ),
)

NAMES = {entry.code: entry.name for entry in (*COUNTY, *HOME)}
PURPOSES = {
    "strategic": "Sets what the agencies work towards, and hears what has come of it",
    "tactical": "Plans who does what against what has been found",
    "case": "Agrees a plan for each person or family, and who leads it",
}
