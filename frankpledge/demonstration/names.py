"""Who and what the demonstration is peopled with: invented persons, streets and businesses.

Nobody here lives. Addresses end in `.example` and telephone numbers come from the ranges that
Ofcom keeps for drama, so that nothing made here can ever reach anyone.
"""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field


def words(text: str) -> tuple[str, ...]:
    """The words of *text*: long lists of names read better without quotation marks."""
    return tuple(text.split())


_GIVEN = words(
    "Ada Aiden Alma Amir Anouk Ansel Bela Benita Boaz Briony Caleb Carys Cato Cleo Corin Dalia "
    "Darcy Delphine Dilwyn Edda Eamon Elowen Emrys Esme Farah Fergus Fleur Gareth Greta Hamza "
    "Hattie Hugo Ines Isaac Ivo Jago Jonas Juno Kamal Keir Lachlan Leila Linus Lowri Maeve Mallory "
    "Marek Mina Nadia Ned Nia Noor Odette Olwen Omar Petra Quentin Rafe Rhoda Rosa Rufus Samira "
    "Saskia Selwyn Silas Sunita Tamsin Tariq Theo Una Vera Viola Wanda Wilf Xanthe Yusuf Zadie"
)
_FAMILY = words(
    "Abery Allardyce Amberley Ashdene Bellwether Birkett Blencowe Bracegirdle Calder Carrow "
    "Challis Coverley Crane Dallimore Dunning Easterby Elphick Fairweather Fenner Fothergill "
    "Gadsby Garside Goodenough Hallam Harkness Hartnoll Idris Ingleby Jessop Kettley Kinnear "
    "Lacey Lovelock Mabey Mathers Merriman Nettleton Norcross Oakshott Oduya Okoro Pargeter "
    "Pennington Quarmby Rahmani Redfern Rosling Sandiford Satterley Sedgewick Sotheran Tallboys "
    "Thackray Tolliver Underhay Varley Wainscott Weatherby Wetherall Whinney Yarrow Zielinska"
)
_STREET_STEMS = words(
    "Abbot Alder Anchor Barley Beacon Bellman Bramble Brewhouse Candle Chandler Cobbler Cooper "
    "Cutler Dovecote Drover Eel Elder Fallow Farrier Ferryman Fuller Gorse Granary Gull Hazel "
    "Heron Hop Kiln Lantern Lapwing Larch Limekiln Malthouse Mariner Millrace Orchard Osier Otter "
    "Oyster Pilot Plover Poplar Quarry Rook Ropewalk Rowan Saddler Saltpan Samphire Sheepwash "
    "Shingle Shipwright Sorrel Starling Tanner Teasel Thatcher Thistle Tiller Turnstile "
    "Wheelwright Wherry Whin Willow Winnow Woolpack"
)
_STREET_KINDS = (
    "Street",
    "Road",
    "Lane",
    "Close",
    "Avenue",
    "Court",
    "Way",
    "Drive",
    "Gardens",
    "Place",
    "Row",
    "Walk",
)
_PLACE_KINDS = (
    "Parking Area",
    "Supermarket",
    "Shopping Area",
    "Petrol Station",
    "Sports/Recreation Area",
    "Park/Open Space",
    "Bus/Coach Station",
    "Nightclub",
)
_TRADES = (
    "Bakery",
    "Barbers",
    "Cafe",
    "Car Wash",
    "Convenience Store",
    "Laundrette",
    "Nail Bar",
    "Pharmacy",
    "Phone Repairs",
    "Takeaway",
    "Tyres",
    "Vapes",
)
_WARD_FIRST = words(
    "Bellmouth Coldstaithe Crabtide Dunnock Eelpie Fallowgate Farthing Gannetside Greywether "
    "Hempen Hernshaw Kittiwake Lantern Larkrise Marram Millstrand Netherquay Oxlip Pennant "
    "Ragstone Reedling Saltings Samphire Sandlark Seagate Shelduck Skerry Spindle Stonechat "
    "Tarpot Ternhaven Thornback Turnstone Upperquay Wadestone Wherrygate Whimbrel Windrush "
    "Withybed Yarrowfield"
)
_WARD_SECOND = words("Beacon Bridge Common Cross Dene End Hill Moor Quay Reach Ridge Vale")

DRAMA_RANGES = {
    "mobile": ("07700 900", 3),
    "landline": ("01632 960", 3),
    "freephone": ("0808 157 0", 3),
    "office": ("03069 990", 3),
}
"""Ofcom's ranges for drama: what a number begins with, and how many digits may follow."""


@dataclass(frozen=True, kw_only=True)
class StoryPerson:
    """Somebody of the story: who they are there, and which of the personas they stand for."""

    key: str
    name: str
    work: str


STORY_PEOPLE = (
    StoryPerson(key="asha", name="Asha Penrose", work="Community Safety Manager"),
    StoryPerson(key="dev", name="Dev Rowntree", work="Repairs operative"),
    StoryPerson(key="imogen", name="Imogen Tarrant", work="Intelligence officer"),
    StoryPerson(key="martin", name="Martin Quill", work="Intelligence supervisor"),
    StoryPerson(key="iris", name="Iris Pennock", work="Intelligence supervisor, sources"),
    StoryPerson(key="ruth", name="Ruth Calloway", work="Organised crime group coordinator"),
    StoryPerson(key="femi", name="Femi Adair", work="Trading standards officer"),
    StoryPerson(key="joan", name="Joan Lisle", work="Adult care duty manager"),
    StoryPerson(key="priya", name="Priya Vance", work="Designated safeguarding lead"),
    StoryPerson(key="sam", name="Sam Whitlock", work="Fire safety officer"),
    StoryPerson(key="bea", name="Bea Holroyd", work="Council lawyer"),
    StoryPerson(key="tom", name="Tom Arkwright", work="Environmental protection manager"),
    StoryPerson(key="gwen", name="Gwen Sallis", work="County community safety team leader"),
    StoryPerson(key="helena", name="Helena Marsh", work="Assistant chief constable"),
    StoryPerson(key="owen", name="Owen Pryce", work="Inspector of records"),
)
STORY_PLACES = ("Tern Court", "Harbour Street", "Saltmarsh Way", "Ferry Parade")
STORY_SHOP = "Harbour Vapes"


def email(name: str, *, agency: str) -> str:
    """Give *name* an address at *agency* (its short code), which can never be delivered."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = ".".join("".join(c for c in word if c.isalpha()) for word in plain.split())
    return f"{local}@{agency}.example"


def username(name: str) -> str:
    """The name that somebody signs in with: given name, full stop, family name."""
    return email(name, agency="x").partition("@")[0]


@dataclass(kw_only=True)
class Names:
    """A source of names that never repeats a person and gives the same ones for one seed."""

    seed: int
    purpose: str
    taken: set[str] = field(default_factory=lambda: {person.name for person in STORY_PEOPLE})

    def __post_init__(self) -> None:
        self._random = random.Random(f"frankpledge:{self.seed}:{self.purpose}")

    def person(self) -> str:
        """A new invented person, none of those of the story."""
        for attempt in range(10_000):
            given, family = self._pick(_GIVEN), self._pick(_FAMILY)
            if attempt > 500:
                family = f"{family}-{self._pick(_FAMILY)}"
            name = f"{given} {family}"
            if name not in self.taken:
                self.taken.add(name)
                return name
        message = "No new name was found: the lists of names are too short for this demonstration"
        raise AssertionError(message)

    def streets(self, count: int) -> tuple[str, ...]:
        """*count* different streets of one neighbourhood; about one in six is a kind of place."""
        found: list[str] = []
        while len(found) < count:
            if self._random.random() < 1 / 6:
                street = self._pick(_PLACE_KINDS)
            else:
                street = f"{self._pick(_STREET_STEMS)} {self._pick(_STREET_KINDS)}"
            if street not in found:
                found.append(street)
        return tuple(found)

    def business(self) -> str:
        """A shop or other small business."""
        return f"{self._pick(_STREET_STEMS)} {self._pick(_TRADES)}"

    def telephone(self, kind: str = "landline") -> str:
        """A number of *kind* that no one has and no one will be given."""
        beginning, digits = DRAMA_RANGES[kind]
        return beginning + "".join(str(int(self._random.random() * 10)) for _ in range(digits))

    def wards(self, count: int) -> tuple[str, ...]:
        """*count* different wards of one district."""
        found: list[str] = []
        while len(found) < count:
            first = self._pick(_WARD_FIRST)
            ward = first if self._random.random() < 0.4 else f"{first} {self._pick(_WARD_SECOND)}"
            if ward not in found:
                found.append(ward)
        return tuple(found)

    def _pick(self, words: Sequence[str]) -> str:
        # `random()` alone is promised to stay the same from one Python to the next.
        return words[int(self._random.random() * len(words))]
