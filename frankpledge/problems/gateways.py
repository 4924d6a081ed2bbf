"""Gateways: the law under which an agency may be asked and may answer; and reasons to refuse."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.kernel import DomainError
from frankpledge.problems import reference_files

USUAL = "cda115"


class UnknownGateway(DomainError):
    """Nothing is asked or told but under a law that is on the list."""


class UnknownReason(DomainError):
    """A refusal gives a reason that is on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A law that lets an agency tell another something, and under which regime that is done."""

    code: str
    words: str
    regime: str
    basis: str

    @property
    def regime_words(self) -> str:
        """The data protection law that applies, as people read it."""
        return {
            "uk_gdpr": "UK GDPR",
            "part3": "Data Protection Act 2018, part 3",
        }.get(self.regime, "UK GDPR, or part 3 for bodies with law-enforcement functions")


def gateways() -> tuple[Gateway, ...]:
    """Every gateway, in the order of the list."""
    return tuple(
        Gateway(code=row["code"], words=row["words"], regime=row["regime"], basis=row["basis"])
        for row in reference_files.rows("gateways.csv")
    )


def gateway_called(code: str) -> Gateway:
    """The gateway with this code. Raises `UnknownGateway`."""
    for gateway in gateways():
        if gateway.code == code:
            return gateway
    raise UnknownGateway("Choose the law that lets you ask", argument="gateway")


def gateway_words(code: str) -> str:
    """What a gateway is called, even where a later list has left it out."""
    return next((each.words for each in gateways() if each.code == code), code)


def refusal_reasons() -> tuple[tuple[str, str], ...]:
    """Codes and words of the reasons for which an agency may refuse."""
    return tuple((row["code"], row["words"]) for row in reference_files.rows("refusal_reasons.csv"))


def check_reason(code: str, *, argument: str) -> str:
    """The code, if it is a reason on the list. Raises `UnknownReason`."""
    if code not in {known for known, _ in refusal_reasons()}:
        raise UnknownReason("Choose the reason from the list", argument=argument)
    return code


def reason_words(code: str) -> str:
    """What a reason says, even where a later list has left it out."""
    return dict(refusal_reasons()).get(code, code)
