"""How somebody of the story tells what they saw, page by page."""

from tests.journeys.visitor import Visitor

CARD = "SALT-7291"
"""The code on the card in the vans of Saltmarsh Homes."""

SAW = "Strangers answered the door and would not let me past the hall. Nobody saw the tenant."


def begin_to_tell(teller: Visitor) -> None:
    """Past the stop screen, to all the questions on one page."""
    teller.choose("None of these")
    teller.press("Continue")
    teller.follow("Answer everything on one page")


def tell(teller: Visitor, *, saw: str = SAW, only_continue: bool = False) -> str:
    """Answer the questions, check and send; gives the code that opens the answer."""
    teller.fill("What did you see or hear?", saw)
    teller.fill("Where was it?", "6 Tern Court")
    teller.select("Which district is that in?", "Wantsum")
    teller.choose("This week", exact=True)
    teller.choose("I saw or heard it myself")
    teller.choose("Yes, an adult", exact=True)
    contact = teller.page.get_by_role("group", name="May the police contact you about this?")
    contact.get_by_label("No", exact=True).check()
    teller.press("Continue")
    if only_continue:
        return ""
    return send(teller)


def tell_page_by_page(teller: Visitor) -> str:
    """The same, one question a page, from the page after the stop screen; gives the code."""
    teller.fill("What did you see or hear?", f"{SAW} They came in AB12 CDE.")
    teller.press("Continue")
    teller.fill("Where was it?", "6 Tern Court")
    teller.select("Which district is that in?", "Wantsum")
    teller.press("Continue")
    teller.choose("This week", exact=True)
    teller.press("Continue")
    teller.choose("Vehicle: AB12 CDE")
    teller.press("Continue")
    teller.press("Continue")
    teller.choose("I saw or heard it myself")
    teller.press("Continue")
    teller.choose("Yes, an adult", exact=True)
    teller.press("Continue")
    teller.choose("Two to five people")
    teller.press("Continue")
    teller.choose("No", exact=True)
    teller.press("Continue")
    return send(teller)


def send(teller: Visitor) -> str:
    """Send the answers that were checked; gives the code that opens the answer."""
    assert teller.heading == "Check your answers", teller.text
    teller.press("Send")
    assert teller.sees("We have what you told us"), teller.text
    return str(teller.page.locator("main strong").first.inner_text())
