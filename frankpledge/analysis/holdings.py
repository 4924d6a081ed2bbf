"""Knows how to say what is held: months and gaps by force, vintages, origins and licences."""

from dataclasses import dataclass

from frankpledge.analysis.geography import SYNTHETIC
from frankpledge.analysis.ledger import NO_ROWS, Account
from frankpledge.analysis.months import Period
from frankpledge.analysis.store import ATTRIBUTION, SYNTHETIC_ATTRIBUTION, Store


@dataclass(frozen=True, kw_only=True)
class ForceHeld:
    """One force's months; ``missing`` are the gaps between the first and the last."""

    force: str
    area_code: str | None
    origin: str
    months: tuple[str, ...]
    missing: tuple[str, ...]
    account: Account


@dataclass(frozen=True, kw_only=True)
class ReferenceHeld:
    """One lookup, table of residents or boundary file."""

    file: str
    kind: str
    rows: int
    origin: str
    vintages: tuple[str, ...]
    digest: str


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """Everything that is held."""

    forces: tuple[ForceHeld, ...]
    reference: tuple[ReferenceHeld, ...]
    licences: tuple[str, ...]


def holdings(store: Store) -> Holdings:
    """What the store holds, in order of name."""
    by_force: dict[str, list[str]] = {}
    for key, part in store.ledger.parts.items():
        by_force.setdefault(part.force, []).append(key)
    forces = []
    for force, keys in sorted(by_force.items()):
        parts = sorted((store.ledger.parts[key] for key in keys), key=lambda part: part.month)
        held = tuple(part.month for part in parts)
        origins = sorted({part.origin for part in parts})
        forces.append(
            ForceHeld(
                force=force,
                area_code=store.force_codes[force],
                origin=" and ".join(origins),
                months=held,
                missing=tuple(
                    month
                    for month in Period(first=held[0], last=held[-1]).months
                    if month not in set(held)
                ),
                account=sum((part.account for part in parts), NO_ROWS),
            )
        )
    reference = tuple(
        ReferenceHeld(
            file=each.name,
            kind=each.kind if not each.level else f"{each.kind} ({each.level})",
            rows=each.rows,
            origin=each.origin,
            vintages=each.vintages,
            digest=each.digest,
        )
        for each in store.ledger.references
    )
    used = set(store.ledger.digests().values())
    licences = [ATTRIBUTION] if used - {SYNTHETIC} else []
    licences += [SYNTHETIC_ATTRIBUTION] if SYNTHETIC in used else []
    return Holdings(forces=tuple(forces), reference=reference, licences=tuple(licences))
