"""Who told what is sealed: this site can close the box and cannot open it."""

import json
import logging
import sqlite3
import stat
from pathlib import Path

import pytest
from django.db import connection
from nacl.encoding import HexEncoder
from nacl.public import PrivateKey, SealedBox

from frankpledge.access.api import Action, NotPermitted, check
from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.giving import receipts
from frankpledge.intelligence.models import SourceIdentity
from frankpledge.intelligence.policies import may_seal
from frankpledge.intelligence.sharing import dissemination
from frankpledge.intelligence.sources import sealing
from frankpledge.intelligence.sources.sealing import KeysExist, make_source_keys
from frankpledge.intelligence.units import service_actor
from tests.intelligence.makers import newest, release, share, tell, tell_by_card

CANARY = "canary-4f1c9ab27d"


def opened(private: Path) -> list[dict[str, str]]:
    """Every box, opened with the key that is kept in custody."""
    box = SealedBox(PrivateKey(private.read_bytes().strip(), HexEncoder))
    return [
        json.loads(box.decrypt(bytes(row.sealed))) for row in SourceIdentity._rows.order_by("pk")
    ]


def test_the_box_holds_who_told_it_and_exactly_when(county, keys):
    tell(county, "nia", contact=CANARY)

    [identity] = opened(keys)
    assert identity["person"] == str(county.people["nia"])
    assert identity["agency"] == str(county.agency("saltmarsh-homes"))
    assert identity["contact"] == CANARY
    assert identity["at"] == county.now.isoformat()
    assert identity["submission"] == str(newest(county))
    assert identity["audit"]


def test_the_box_of_a_card_says_which_card(county, keys):
    tell_by_card(county)

    assert opened(keys)[0]["card"] == county.card


def test_boxes_are_all_of_one_length(county):
    tell(county, contact="")
    tell(county, contact="x" * 150)

    assert len({len(bytes(row.sealed)) for row in SourceIdentity._rows.all()}) == 1


def test_the_private_key_is_for_its_owners_eyes(keys):
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.parent.stat().st_mode) == 0o700


def test_keys_are_never_replaced(keys):
    before = keys.read_bytes()

    with pytest.raises(KeysExist):
        make_source_keys()
    assert keys.read_bytes() == before


def test_the_site_never_reads_the_private_key(county, keys):
    keys.unlink()

    tell(county)
    assert SourceIdentity._rows.count() == 1


@pytest.mark.parametrize("name", ["imogen", "martin", "maud", "nia", "asha"])
def test_nobody_may_know_of_a_box(county, name):
    tell(county)

    assert SourceIdentity.visible_to(county.actor(name)).count() == 0
    row = SourceIdentity._rows.select_related("protection").get()
    assert not check(county.actor(name), Action.READ, row)


def test_not_even_the_service_may_read_one(county):
    tell(county)

    service = service_actor(county.service, at=county.now)
    assert SourceIdentity.open_to(service).count() == 0


def test_no_person_seals(county):
    assert not may_seal(county.actor("martin"), is_service=False)
    assert may_seal(service_actor(county.service, at=county.now), is_service=True)


def test_nothing_joins_a_box_to_what_was_told():
    targets = {
        field.related_model.__name__
        for field in SourceIdentity._meta.get_fields()
        if field.is_relation
    }

    assert targets == {"Protection"}


def test_a_service_without_its_authority_cannot_seal(county):
    from frankpledge.access.people import TagAuthority

    TagAuthority.objects.filter(person_id=county.service).delete()

    with pytest.raises(NotPermitted):
        tell(county)


@pytest.mark.sqlite
def test_a_canary_in_the_senders_identity_is_found_nowhere(county, keys, browse, caplog, settings):
    """Names, contacts and exact moments of senders are in no table, file, log or page."""
    caplog.set_level(logging.DEBUG)
    moment = county.now.isoformat()
    tell(county, "nia", contact=CANARY)
    product = release(county)
    share(county, product, "wantsum-council")
    imogen = county.actor("imogen")
    pages = [
        str(triage.queue(by=imogen, at=county.now)),
        str(triage.open_submission(submission_id=newest(county), by=imogen, at=county.now)),
        str(receipts.mine(by=county.actor("nia"), at=county.now)),
        str(dissemination.open_product(product_id=product, by=county.actor("asha"), at=county.now)),
    ]
    for name, address in (
        ("imogen", "/intelligence/desk/"),
        ("imogen", f"/intelligence/submissions/{newest(county)}/"),
        ("martin", f"/intelligence/products/{product}/"),
        ("asha", f"/intelligence/products/{product}/"),
        ("nia", "/intelligence/receipts/"),
    ):
        pages.append(browse(name).get(address).content.decode())

    dump = "\n".join(sqlite_dump())
    files = [path for path in Path(settings.FRANKPLEDGE_HOME).rglob("*") if path.is_file()]
    kept = "\n".join([*pages, caplog.text, *(path.read_text(errors="replace") for path in files)])

    assert CANARY not in dump + kept
    assert CANARY.encode().hex() not in dump.lower()
    # Nia is in the tables of people; nothing about what was told says so.
    told = "\n".join(line for line in dump.splitlines() if '"intelligence_' in line)
    nia = county.people["nia"]
    assert told
    assert nia.hex not in told
    assert str(nia) not in told
    submitted = [line for line in dump.splitlines() if "intelligence.submit" in line]
    assert submitted
    assert all(str(nia) not in line and moment not in line for line in submitted)
    assert [identity["contact"] for identity in opened(keys)].count(CANARY) == 1


def sqlite_dump() -> list[str]:
    raw = connection.connection
    assert isinstance(raw, sqlite3.Connection)
    return list(raw.iterdump())


def test_a_key_that_is_not_one_is_refused(county, settings):
    Path(settings.SOURCE_PUBLIC_KEY).write_text("no key at all")

    with pytest.raises(sealing.NoSourceKey):
        tell(county)
