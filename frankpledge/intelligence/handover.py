"""Text to paste into the force's own system, in the order in which its form asks."""

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.grading import Evaluated
from frankpledge.intelligence.triage import Opened


def of_submission(opened: Opened) -> str:
    """What a submission says, before it has been graded here."""
    return _text(
        {
            "reference": opened.reference,
            "received": opened.received_on.isoformat(),
            "seen": opened.seen,
            "place": opened.place,
            "district": opened.district,
            "risk": opened.risk,
            "known": opened.how_known,
            "text": opened.text,
        }
    )


def of_report(report: Evaluated) -> str:
    """What a report says, with the grade that stands."""
    grade = report.grades[0] if report.grades else None
    return _text(
        {
            "reference": report.reference,
            "received": report.received_on.isoformat(),
            "source": grade.source if grade else "",
            "intelligence": grade.intelligence if grade else "",
            "handling": grade.handling if grade else "",
            "conditions": ", ".join(grade.recipients) if grade else "",
            "seen": f"Week of {report.week_of.isoformat()}" if report.week_of else "",
            "place": report.place,
            "district": report.district,
            "risk": "Concerns a child" if report.concerns_child else "",
            "text": report.text,
        }
    )


def _text(values: dict[str, str]) -> str:
    rows = reference_files.rows("handover_form.csv")
    return "\n".join(f"{row['label']}: {values.get(row['field']) or 'Not known'}" for row in rows)
