"""Knows what a column of somebody's list holds, from its name or from what we are told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of a person's record that are compared. The values are what `--map` takes."""

    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    SURNAME = "surname"
    FULL_NAME = "full_name"
    BIRTH = "dob"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    POSTCODE = "postcode"
    NUMBER = "house_number"
    STREET = "street"
    ADDRESS = "address"
    TOWN = "town"
    PHONE = "phone"
    EMAIL = "email"
    NATIONAL_ID = "national_id"
    SEX = "sex"


ID_NAMES = ("unique_id", "rec_id", "id")
"""Names that hold the identifier of a record, in the order in which they are looked for."""

LATER_ID_NAMES = (
    "record_id", "person_id", "recid", "uid", "record_number", "record_no", "row_id", "client_id",
    "case_id", "reference", "ref", "person_ref", "urn",
)  # fmt: skip

# In each line the names that say most plainly what they hold stand first.
NAMES: Mapping[Part, tuple[str, ...]] = {
    Part.FIRST_NAME: (
        "first_name", "firstname", "given_name", "givenname", "forename", "first", "fname",
        "christian_name", "forenames", "given_names", "first_names", "given", "forename_1",
        "forename1", "first_forename", "name_first", "known_as", "preferred_name",
    ),
    Part.MIDDLE_NAME: (
        "middle_name", "middlename", "middle_names", "second_name", "middle", "middle_initial",
        "other_names", "second_forename", "forename_2", "forename2", "mname", "name_middle",
    ),
    Part.SURNAME: (
        "surname", "last_name", "lastname", "family_name", "familyname", "last", "sname", "lname",
        "family", "name_last",
    ),
    Part.FULL_NAME: (
        "full_name", "fullname", "name", "person_name", "client_name", "customer_name",
        "tenant_name", "subject_name", "patient_name", "pupil_name", "name_in_full", "person",
    ),
    Part.BIRTH: (
        "dob", "date_of_birth", "dateofbirth", "birth_date", "birthdate", "d_o_b", "birthday",
        "born", "date_birth", "born_on", "dateborn", "bday",
    ),
    Part.BIRTH_DAY: ("birth_day", "day_of_birth", "dob_day", "bd"),
    Part.BIRTH_MONTH: ("birth_month", "month_of_birth", "dob_month", "bm"),
    Part.BIRTH_YEAR: ("birth_year", "year_of_birth", "yob", "dob_year", "birthyear", "by"),
    Part.POSTCODE: (
        "postcode", "post_code", "postal_code", "postalcode", "pcode", "pc", "pcd", "zip",
        "zip_code", "zipcode", "postcode_1", "address_postcode",
    ),
    Part.NUMBER: (
        "house_number", "street_number", "house_no", "number", "house", "building_number",
        "door_number", "property_number", "house_name_or_number", "house_name_number", "paon",
    ),
    Part.STREET: (
        "street", "street_name", "road", "address_1", "address1", "address_line_1",
        "addressline1", "address_line1", "thoroughfare", "addr1", "street_address",
    ),
    Part.ADDRESS: (
        "address", "full_address", "home_address", "addr", "current_address", "residence",
        "residential_address",
    ),
    Part.TOWN: (
        "town", "city", "suburb", "post_town", "posttown", "locality", "place", "town_city",
        "town_or_city", "village", "birth_place",
    ),
    Part.PHONE: (
        "mobile", "mobile_number", "mobile_phone", "mobile_no", "phone", "phone_number",
        "telephone", "telephone_number", "tel", "tel_no", "phone_no", "contact_number", "cell",
        "phonenumber", "home_phone", "landline", "contact_no", "tel_number", "msisdn",
    ),
    Part.EMAIL: ("email", "email_address", "e_mail", "mail", "emailaddress", "e_mail_address"),
    Part.NATIONAL_ID: (
        "national_insurance_number", "nino", "ni_number", "ni_no", "national_insurance", "ni",
        "nhs_number", "nhs_no", "nhs", "soc_sec_id", "ssn", "social_security_number",
        "national_id", "passport_number", "passport_no", "passport", "driving_licence",
        "driving_licence_number", "driver_number", "upn", "pnc_id", "pncid", "cro_number",
    ),
    Part.SEX: ("sex", "gender", "m_f"),
}  # fmt: skip

# Words that say whose column it is, or nothing: "client_surname", "surname_1", "the_dob".
_AROUND = re.compile(
    r"^(?:the|client|person|customer|tenant|patient|pupil|student|subject|victim|suspect|offender"
    r"|applicant|resident|individual|persons|current|home|contact|main|primary|nominal|p)_"
    r"|_(?:1|text|value|clean|raw|str|of_person|of_client)$"
)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Which columns of a list hold what. Positions count from nought."""

    header: tuple[str, ...]
    id: int
    parts: Mapping[Part, int]

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that nothing is done with, by name."""
        used = {self.id, *self.parts.values()}
        return tuple(name for at, name in enumerate(self.header) if at not in used)


def plainly(name: str) -> str:
    """A column name in lower case with one underscore for whatever stands between its words."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", "_", name.replace("\ufeff", "").strip())
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def parts_of(header: Sequence[str], given: Mapping[Part, str], id_at: int) -> dict[Part, int]:
    """Where each part of a record stands, as far as the names say; what was *given* comes first.

    Raises `KeyError` with a name that was given and that no column has.
    """
    plain = [plainly(name) for name in header]
    found: dict[Part, int] = {}
    for part, name in given.items():
        found[part] = position(header, name)
    for stripped in (False, True):
        names = [_AROUND.sub("", name) if stripped else name for name in plain]
        for part, known in NAMES.items():
            if part in found:
                continue
            taken = {id_at, *found.values()}
            at = next((names.index(name) for name in known if name in names), None)
            if at is not None and at not in taken:
                found[part] = at
    return _settled(found, given, plain)


def _settled(
    found: dict[Part, int], given: Mapping[Part, str], plain: Sequence[str]
) -> dict[Part, int]:
    """Drops what another column says better, so that nothing is weighed twice."""
    bare = Part.FULL_NAME in found and plain[found[Part.FULL_NAME]] == "name"
    if bare and Part.SURNAME in found and Part.FIRST_NAME not in found:
        found[Part.FIRST_NAME] = found.pop(Part.FULL_NAME)
    if Part.SURNAME in found and Part.FIRST_NAME in found and Part.FULL_NAME not in given:
        found.pop(Part.FULL_NAME, None)
    elif Part.FULL_NAME in found:
        for part in (Part.FIRST_NAME, Part.SURNAME, Part.MIDDLE_NAME):
            if part not in given:
                found.pop(part, None)
    if Part.BIRTH in found:
        for part in (Part.BIRTH_DAY, Part.BIRTH_MONTH, Part.BIRTH_YEAR):
            if part not in given:
                found.pop(part, None)
    if Part.STREET in found and Part.ADDRESS not in given:
        found.pop(Part.ADDRESS, None)
    return found


def position(header: Sequence[str], name: str) -> int:
    """Where the column of that name stands, however it is spelt; `KeyError` where there is none."""
    if name in header:
        return list(header).index(name)
    plain = [plainly(column) for column in header]
    if plainly(name) in plain:
        return plain.index(plainly(name))
    raise KeyError(name)


def id_of(header: Sequence[str]) -> int | None:
    """Where the identifier stands, or none where no column is called one."""
    plain = [plainly(name) for name in header]
    return next((plain.index(name) for name in (*ID_NAMES, *LATER_ID_NAMES) if name in plain), None)


def recognised(header: Sequence[str]) -> int:
    """How many columns of the header we know: which separator makes the most sense of it."""
    return len(parts_of(header, {}, -1)) + (id_of(header) is not None)
