"""What the story’s case studies say, by the parts that one has."""

from __future__ import annotations

HOME = {
    "objective": "That somebody who lives alone is safe in a home that strangers had taken over, "
    "before the summer, and without losing it.",
    "scanning": "Somebody who mends things noticed it first: strangers answered, and the tenant "
    "was not seen. It was told from a phone, in minutes.",
    "analysis": "The lock was weak, the tenant owed money, and each agency knew one part. No "
    "earlier visit had asked who else was there.",
    "response": "Police read what was told the next morning. Six agencies were asked what they "
    "held. Care was rung before anybody went. Three days after it was told, two agencies visited "
    "together. The locks were changed, and the tenant stayed.",
    "assessment": "One adult is safe at home: the tenant was there at each of the visits after "
    "it. A shop to which the same "
    "visitors went was partly closed. Whether it lasts is asked again after half a year.",
    "effect": "One home. Nothing was counted elsewhere.",
    "mechanism": "Visits by two agencies took away the quiet that was needed.",
    "moderators": "It takes a landlord who changes locks within a day.",
    "implementation": "One person who rings round, and a duty number that is answered.",
    "only_a_partner": "Only a landlord could have noticed, and changed the locks.",
    "police_alone": "A search, and an empty home.",
    "lessons": "Ring care before you go. Ask who holds what, and take no answer for an answer. "
    "Tell whoever told you.",
}
SHOPS = {
    "objective": "That stealing to order from shops on one high street costs more than it pays.",
    "scanning": "Recorded thefts rose over a winter, and officers knew the same few people.",
    "analysis": "What was taken was sold on within a day. Who bought it was not known.",
    "response": "Officers in plain clothes watched for a month and arrested people in the act.",
    "assessment": "Thefts fell while officers were there and rose when they had gone.",
    "only_a_partner": "Shops could have said what was taken each day; nobody asked them.",
    "lessons": "Ask the shops. Ask who buys.",
}
STAIRS = {
    "objective": "That a stairwell is safe to use after dark.",
    "scanning": "A firefighter on a home visit found its lamps broken and its door wedged open.",
    "analysis": "Nobody owned the lamps. Whoever dealt there could see who came before they did.",
    "response": "The council mended the lamps and fitted a closer. The fire service visited each "
    "home on the stair, and told the police what it was asked to.",
    "assessment": "Three months later the lamps were whole and people used the stair again.",
    "effect": "One stairwell. Whether it moved to the next was not looked at.",
    "mechanism": "Light, and a door that shuts, took away the place to wait unseen.",
    "only_a_partner": "Only the council could mend what it owned.",
    "lessons": "Find out who owns the lamps first.",
}
VAPES = {
    "objective": "That what cannot be traced is not sold.",
    "scanning": "Trading standards bought a test sample after two parents rang.",
    "analysis": "The stock had no importer’s name. It was kept in a back room with another key.",
    "response": "Trading standards seized it, with the council beside them for the premises.",
    "assessment": "The shelves are empty. Who supplied them is before a court.",
    "only_a_partner": "Only trading standards could seize it for what it was.",
    "lessons": "Ask who holds the key to the back room.",
}
