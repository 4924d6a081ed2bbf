"""Knows what changed between two periods, and what only looks as if it had."""

from dataclasses import dataclass, replace

from frankpledge.analysis import api as analysis
from frankpledge.profiles import drawings, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Chart, Column, DraftFinding, Figure, Table

ALL = words.slug(words.ALL_CRIME)
LEVEL = 0.05
DRAWN_TO = 300.0
RULES_CHANGED = "2023-06"
POLICE_ACTIVITY = {
    "Drugs": "This mostly shows how much the police looked for drugs.",
    "Possession of weapons": "This mostly shows how much the police searched for weapons.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    kind: str
    figure: Figure
    change: analysis.Change
    tone: str

    @property
    def value(self) -> float:
        return self.figure.value if self.figure.value is not None else DRAWN_TO


READINGS = {"rose": "Rose", "fell": "Fell", "unclear": "Too close to tell"}


def section(asked: Asked) -> Section:
    """The change of every type with its interval, or in its place why there is none."""
    if asked.earlier is None:
        return _refused(asked, "No period to compare with was chosen.")
    try:
        compared = analysis.changes(
            asked.store,
            area=asked.area.code,
            first=asked.period.first,
            last=asked.period.last,
            compare_first=asked.earlier.first,
            compare_last=asked.earlier.last,
        )
        total = _all_crime(asked, compared)
    except analysis.Refused as refused:
        return _refused(asked, str(refused))
    moved = [total]
    refusals = []
    for each in compared:
        if each.change is None or each.figure is None:
            refusals.append(f"{each.type}: {each.refusal}")
            continue
        moved.append(_moved(asked, each.type, each.change, each.figure, each.q_value))
    block = Block(
        id="change",
        title=f"What changed from {asked.earlier_words} to {asked.period_words}",
        lead=_lead(asked),
        headline=(f"change.{ALL}",),
        tables=(),
        charts=(_chart(asked, moved),),
        refusals=tuple(refusals),
        caveats=tuple(dict.fromkeys([*_honesty(asked), *_shared(moved)])),
    )
    return Section(
        block=block,
        figures=tuple(each.figure for each in moved),
        findings=tuple(_findings(asked, moved)),
    )


def _refused(asked: Asked, reason: str) -> Section:
    return Section(
        block=Block(
            id="change",
            title="What changed",
            refusals=(f"No change is given: {reason}",),
        )
    )


def _all_crime(asked: Asked, compared: tuple[analysis.Compared, ...]) -> _Moved:
    before = _summed(asked.earlier_monthly)
    after = _summed(asked.monthly)
    made = analysis.change(before, after)
    known = next((each.figure for each in compared if each.figure), None)
    evidence = known.evidence if known else asked.evidence
    said = tuple(
        caveat
        for caveat in (known.caveats if known else ())
        if caveat.code in ("recorded-not-occurred", "rows-without-place", "synthetic")
    )
    figure = analysis.figure(words.ALL_CRIME, made.estimate, evidence, said)
    return _moved(asked, words.ALL_CRIME, made, figure, made.p_value)


def _summed(monthly: dict[str, dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for kind, by_month in monthly.items():
        for month, count in by_month.items():
            total[month] = total.get(month, 0) + (0 if kind == words.ASB else count)
    return total


def _moved(
    asked: Asked,
    kind: str,
    change: analysis.Change,
    made: analysis.Figure,
    corrected: float | None,
) -> _Moved:
    text = "from none" if made.value is None else words.percent(made.value)
    tone = "unclear"
    if corrected is not None and corrected < LEVEL:
        tone = "rose" if change.after > change.before else "fell"
    return _Moved(
        kind=kind,
        change=change,
        tone=tone,
        figure=replace(
            asked.figure(f"change.{words.slug(kind)}", kind, made, text),
            unit=f"from {asked.earlier_words} to {asked.period_words}",
            interval_text=_interval(made.interval),
        ),
    )


def _lead(asked: Asked) -> tuple[str, ...]:
    return (
        "“Rose” and “fell” are said only where chance is an unlikely explanation, allowing for all "
        "the types that are tested side by side. “Too close to tell” is a result: the figures "
        "do not show a change, and do not show that there was none.",
    )


def _honesty(asked: Asked) -> list[str]:
    """What makes two periods less comparable than they look."""
    said = []
    between = _between(asked)
    if between:
        gap = words.runs(between)
        said.append(
            f"{gap} {'lies' if len(between) == 1 else 'lie'} between the two periods and "
            f"{'is' if len(between) == 1 else 'are'} not compared: it cannot be said when a change "
            "came, or whether it has turned."
        )
    said.append(
        "Two periods are compared, not a trend. They are not fully like for like: recording rules "
        "and practice, and what people report, change from year to year."
    )
    open_data = asked.evidence.origin == analysis.OPEN
    if open_data and asked.earlier and asked.earlier.last < RULES_CHANGED <= asked.period.last:
        said.append(
            "The national rules for counting crimes changed in 2023, between the two periods, "
            "which alone moves some counts."
        )
    return said


def _shared(moved: list[_Moved]) -> list[str]:
    """What is said of the types, with what differs by a number alone said once for all."""
    swings = {
        caveat.text
        for each in moved
        for caveat in each.change.estimate.caveats
        if caveat.code == "overdispersed"
    }
    said = [text for each in moved for text in each.figure.caveats if text not in swings]
    if swings:
        said.append(
            "For many types, months vary more than chance alone would have it, so those intervals "
            "have been widened; how much is said beside each figure."
        )
    return said


def _between(asked: Asked) -> list[str]:
    if asked.earlier is None:
        return []
    whole = analysis.Period(first=asked.earlier.first, last=asked.period.last)
    inside = {*asked.earlier.months, *asked.period.months}
    return [month for month in whole.months if month not in inside]


def _chart(asked: Asked, moved: list[_Moved]) -> Chart:
    total, *types = moved
    ordered = [total, *sorted(types, key=lambda each: (-each.value, each.kind))]
    bars = [
        drawings.Bar(
            name=each.kind,
            value=min(each.value, DRAWN_TO),
            low=min(each.figure.interval.low, DRAWN_TO),
            high=min(each.figure.interval.high or DRAWN_TO, DRAWN_TO),
            tone=each.tone,
            words=each.figure.text,
        )
        for each in ordered
        if each.figure.interval is not None
    ]
    rose = [each.kind for each in ordered[1:] if each.tone == "rose"]
    fell = [each.kind for each in ordered[1:] if each.tone == "fell"]
    title = f"Change from {asked.earlier_words} to {asked.period_words} in {asked.area.name}"
    return Chart(
        title=title,
        alt=f"Percentage change of each type with its interval. "
        f"Rose: {words.listed(rose) or 'none'}. Fell: {words.listed(fell) or 'none'}. "
        "The others are too close to tell. The table gives every figure.",
        svg=drawings.changes(bars),
        narrow=drawings.changes(bars, phone=True),
        table=Table(
            caption=title,
            columns=(
                Column(text="Type"),
                Column(text=asked.earlier_words, numeric=True),
                Column(text=asked.period_words, numeric=True),
                Column(text="Change", numeric=True),
                Column(text="95% interval", numeric=True),
                Column(text="Reading"),
            ),
            rows=tuple(
                (
                    each.kind,
                    words.number(each.change.before),
                    words.number(each.change.after),
                    each.figure.text,
                    each.figure.interval_text,
                    READINGS[each.tone],
                )
                for each in ordered
            ),
            marked=(0,),
        ),
    )


def _interval(interval: analysis.Interval | None) -> str:
    if interval is None:
        return ""
    low = words.percent(interval.low)
    if interval.high is None:
        return f"{low} or more"
    return f"{low} to {words.percent(interval.high)}"


def _findings(asked: Asked, moved: list[_Moved]) -> list[DraftFinding]:
    total, *types = moved
    by_kind = {each.kind: each for each in types}
    chosen = [by_kind[kind] for kind in words.CHOSEN_TYPES if kind in by_kind]
    told = sorted(
        (each for each in chosen if each.tone != "unclear"), key=lambda each: -abs(each.value)
    )
    found = [_sentence(asked, total), *(_sentence(asked, each) for each in told)]
    unclear = [each for each in chosen if each.tone == "unclear"]
    if unclear:
        named = words.listed([words.crime(each.kind) for each in unclear])
        found.append(
            DraftFinding(
                text=f"For {named}, the figures are too close to tell whether anything changed "
                f"between {asked.earlier_words} and {asked.period_words}.",
                figures=tuple(each.figure.id for each in unclear),
            )
        )
    return found


def _sentence(asked: Asked, moved: _Moved) -> DraftFinding:
    counts = (
        f"from {words.number(moved.change.before)} in {asked.earlier_words} to "
        f"{words.number(moved.change.after)} in {asked.period_words}"
    )
    if moved.tone == "unclear":
        text = (
            f"Recorded {words.crime(moved.kind)} went {counts} "
            f"({moved.figure.text}), which is too close to tell from chance."
        )
    else:
        text = (
            f"Recorded {words.crime(moved.kind)} {moved.tone} {counts} "
            f"({moved.figure.text}, 95% interval {moved.figure.interval_text})."
        )
    rider = POLICE_ACTIVITY.get(moved.kind)
    slug = words.slug(moved.kind)
    return DraftFinding(
        text=f"{text} {rider}" if rider else text,
        figures=(moved.figure.id, f"count.{slug}"),
    )
