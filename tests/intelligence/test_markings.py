"""Which words show that something may not be held, and which only look as if they did."""

import time

import pytest

from frankpledge.intelligence.quarantine.markings import (
    NAMES,
    RULES,
    Grounds,
    look_for,
    look_over,
    signs_in,
)

CLEAR = [
    "TOP SECRET", "UK SECRET", "SECRET//UK EYES ONLY", "T O P  S E C R E T", "S-E-C-R-E-T",
    "NATO SECRET", "COSMIC TOP SECRET", "EU SECRET", "SECRET UE", "SECRET STRAP2 UK EYES",
    "protectively marked secret", "GSC: SECRET", "Classification: Secret", "marked as top secret",
    "TS//SI//NOFORN", "the file was classified SECRET", "top\u200bsecret", "TOP\u00a0SECRET",
    "\u0405ECRET UK EYES ONLY", "SECRET\nbody", "body\n\n— SECRET —\n", "[SECRET]", "(TOP SECRET)",
    "TOP-SECRET", "top secret\n the men", "Page 1\nUK SECRET\nPage 2", "TOPSECRET",
]  # fmt: skip
DOUBTFUL = {
    Grounds.COVERT_SOURCE: [
        "my informant says", "he is a CHIS", "a registered source told us", "source handler",
        "her handler pays her", "DSU are aware", "source number AB123", "Source ref: 4471",
        "an undercover officer bought some", "police informant lives at number 4",
        "covert human intelligence source", "the informant’s pseudonym", "an authorised source",
        "test purchase officer", "source register number 12", "he is a police informant",
    ],
    Grounds.PRIVILEGED: [
        "legal professional privilege", "legally privileged", "Privileged and confidential",
        "solicitor-client letter", "lawyer–client", "counsel's opinion", "our solicitor advised",
        "the barrister has advised", "advice from counsel", "we received legal advice that",
        "subject to legal privilege", "following legal advice from the council",
        "Legal advised us not to evict", "legal services have advised", "litigation privilege",
    ],
    Grounds.SUSPICIOUS_ACTIVITY: [
        "a suspicious activity report was made", "we filed a SAR on him", "SAR submitted",
        "a SAR was submitted", "DAML request", "the bank raised a SAR", "tipping-off offence",
        "XXS99XX", "defence against money laundering",
    ],
    Grounds.INTERCEPT: [
        "intercept material shows", "we have tapped his line", "phone tap",
        "intercepted communications", "listening device fitted",
    ],
    Grounds.PROTECTED_PERSON: [
        "witness protection", "protected persons service", "UKPPS", "relocated with a new identity",
    ],
}  # fmt: skip
USUAL = [
    "top secret recipe", "it is a secret", "open secret", "secretary", "a secret door in the van",
    "Victoria's Secret shop on the high street", "the secret garden pub", "she keeps secrets",
    "Secret Santa collection", "he secretly sells", "TOP SHELF SECRETARY", "dog handler next door",
    "he called it his top secret stash", "the baggage handler from the airport", "cash handler",
    "a food handler at the kebab shop", "the source of the smell", "water source",
    "she told us in confidence", "our source of income", "she is seeing a solicitor",
    "he works for a solicitors on the High Street", "go to the legal advice centre",
    "advised her to get legal advice", "privileged background", "a school for privileged children",
    "search and rescue helicopter at the SAR base", "suspicious activity at the lock-up",
    "the coastguard filed a SAR callout after the helicopter", "reported suspicious activity",
    "we got a subject access request; they raised a SAR under data protection", "Sars virus",
    "informant of the death was his son, said the registrar of deaths", "Chislehurst", "legal aid",
    "key informant interviews for the survey", "water taps left running", "a private client",
    "phone tapping on the table", "confidential and sensitive", "witness to the assault",
    "protection racket", "undercover parking", "under cover of darkness", "CHISWICK High Road",
    "the handler of stolen goods", "intercepted by a teacher at the gate", "they submitted reports",
    "his lawyer came to the flat", "our legal advice drop-in session", "counsel estate",
    "a test purchase of vapes by trading standards", "HE KEEPS A SECRET STASH AND ALL KNOW IT",
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAR)
def test_a_marking_is_clear_however_it_is_written(text):
    found = look_for(text)

    assert found is not None
    assert (found.grounds, found.is_clear) == (Grounds.MARKED, True)


@pytest.mark.parametrize(
    ("grounds", "text"), [(grounds, text) for grounds, texts in DOUBTFUL.items() for text in texts]
)
def test_a_sign_of_what_may_not_be_held_is_doubtful_and_explained(grounds, text):
    found = look_for(f"They met at the shop. {text}. Then they left.")

    assert found is not None
    assert (found.grounds, found.is_clear) == (grounds, False)
    assert found.name == NAMES[grounds]
    assert found.why.endswith(".")


@pytest.mark.parametrize("text", USUAL)
def test_everyday_words_are_no_sign(text):
    assert look_for(text) is None
    assert look_for(f"They met at the shop. {text}. Then they left.") is None


def test_the_clear_one_is_named_before_the_doubtful():
    both = "my informant says it was\nTOP SECRET"

    assert look_for(both).grounds == Grounds.MARKED
    assert look_over("my informant says", "UK SECRET").is_clear
    assert {finding.grounds for finding in signs_in(both)} == {
        Grounds.MARKED,
        Grounds.COVERT_SOURCE,
    }


def test_a_finding_never_repeats_the_words():
    found = look_for("my informant Zebedee Quill says")

    assert "Zebedee" not in str(found)


def test_an_excuse_counts_only_for_its_own_sentence():
    assert look_for("The dog barked. My informant has a handler.") is not None
    assert (
        look_for("We had a subject access request last year.\nThe bank raised a SAR.") is not None
    )


def test_each_rule_has_a_name_of_its_own_and_says_why():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(len(rule.why) > 20 for rule in RULES)
    assert set(NAMES) == set(Grounds)


@pytest.mark.parametrize("text", ["", "\n" * 50_000, "S " * 50_000, "a" * 200_000, "top " * 40_000,
                                  "source " * 25_000, "the the informant " * 9_000])  # fmt: skip
def test_the_longest_text_is_looked_over_in_a_moment(text):
    began = time.process_time()
    look_for(text)

    assert time.process_time() - began < 2
