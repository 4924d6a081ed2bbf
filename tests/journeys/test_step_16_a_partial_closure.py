"""Step 16, Tuesday 5 May: the clocks are right after the bank holiday, and the court's is met."""

import pytest

pytestmark = pytest.mark.browser

AFTER_THE_HOLIDAY = "2026-05-05T09:40"
AT_SERVICE = "2026-05-05T14:40"
AFTER_THE_HEARING = "2026-05-06T15:00"


def the_use(visitor):
    visitor.go("/powers/uses/")
    visitor.follow("Closure notice")


def day(visitor, number, month="5"):
    for part, value in (("Day", number), ("Month", month), ("Year", "2026")):
        visitor.fill(part, value)


def test_consultation_asking_first_authorisation_and_the_court_clock(site_at, visit, again):
    site = site_at(AFTER_THE_HOLIDAY)
    asha = visit(site, "csm")
    the_use(asha)
    use = asha.path
    assert asha.sees("Due by 17:00 on Tuesday 5 May 2026") or asha.sees("on Tuesday 5 May 2026")
    asha.check("step-16-consulting")
    asha.follow("Finish the consultation")
    asha.press("Go on to ask before you act")
    assert asha.sees("The law names them, and they have not been consulted")
    joan = visit(site, username="joan.lisle")
    assert joan.sees("Your agency is consulted on")
    joan.go(use)
    joan.follow("Answer for your agency")
    joan.choose("We object", exact=True)
    joan.press("Answer")
    assert joan.sees("Enter the conditions, or why not")
    joan.choose("We agree, with conditions", exact=True)
    joan.fill("In your words", "The support worker visits on the day")
    joan.check("step-16-answer")
    joan.press("Answer")
    for number in (1, 3):
        asha.go(f"{use}consult/{number}/said/")
        asha.choose("They agree", exact=True)
        asha.press("Keep it")
    assert asha.sees("Says Joan Lisle")
    asha.follow("Finish the consultation")
    asha.press("Go on to ask before you act")
    asha.follow("Name the answer")
    asha.choose("Service of a closure notice")
    asha.check("step-16-asked")
    asha.press("Name this answer")
    assert asha.sees("To be authorised by Tom Arkwright, Environmental protection manager")
    assert asha.sees("Only an officer who is delegated this power authorises its use.")

    bea = visit(site, "council_lawyer")
    assert bea.go(use) == 200
    assert bea.sees("Shown, says Asha Penrose")
    tom = visit(site, username="tom.arkwright")
    assert tom.sees("Uses of powers to authorise")
    tom.follow("Closure notice: 6 Tern Court")
    tom.follow("Authorise it")
    tom.fill("Why do you authorise it?", "It is the least that helps, and keeps him at home")
    tom.check("step-16-authorise")
    tom.press("Authorise it")
    assert tom.sees("48 hours, without Christmas Day")

    site = again(site, moved_to=AT_SERVICE)
    asha = visit(site, "csm")
    asha.go(use)
    asha.follow("It has been used")
    day(asha, "5")
    asha.fill("At what time?", "14:30")
    asha.fill("What was served", "Notice C/26/31, handed to the tenant and fixed to the door")
    asha.press("It is in force")
    assert asha.sees("Court clock.")
    assert asha.sees("7 May 2026")
    asha.check("step-16-in-force")
    asha.go("/")
    assert asha.sees("Court clocks that run")

    housing = visit(site, username="wanda.underhay")
    assert housing.go(use) == 200
    assert housing.sees("Court clock.")
    assert visit(site, username="amir.sandiford").go(use) == 404

    site = again(site, moved_to=AFTER_THE_HEARING)
    asha = visit(site, "csm")
    asha.go(use)
    asha.follow("The court has heard it")
    day(asha, "6")
    asha.fill("At what time did the hearing begin?", "14:00")
    asha.choose("It made the order")
    asha.press("Keep it")
    assert asha.sees("The clock was met.")
    asha.check("step-16-heard")


def test_a_lawyer_sees_what_would_change_before_it_is_taken_in(site_at, visit, tmp_path):
    bea = visit(site_at(AFTER_THE_HOLIDAY), "council_lawyer")
    bea.follow("Powers")
    assert bea.sees("Catalogue last legally reviewed on")
    bea.check("step-16-catalogue")
    answer = bea.context.request.get(f"{bea.address}/powers/export/csv/")
    reviewed = tmp_path / "reviewed.csv"
    reviewed.write_bytes(answer.body().replace(b",Closure notice,", b",Notice of closure,", 1))
    bea.follow("Take a reviewed catalogue in")
    bea.page.set_input_files("input[type=file]", str(reviewed))
    bea.press("Show what would change")
    assert bea.sees("Nothing has been taken in yet. 1 value would change.")
    bea.check("step-16-diff")
    bea.press("Take all of it in")
    assert bea.sees("Notice of closure")
    bea.check("step-16-changes")
