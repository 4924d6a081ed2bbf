"""The network of mapped groups: who may see it, what counts, and that what is hidden does not."""

import io
import json
import re
from datetime import date

import networkx as nx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted, Role
from frankpledge.groups import measuring
from frankpledge.groups.measuring import Measured, measured
from frankpledge.groups.sorts import Category
from frankpledge.networks.api import CATEGORIES, Format, WrongUse, preview_workbook
from tests.makers import NOW, as_actor, make_person
from tests.networks.partnership import Register, browse, make_register


@pytest.fixture
def register(db: None, monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    made = make_register()
    for name in ("Heron", "Plover"):
        made.group(name)
    for _ in range(3):
        made.person("Heron")
    for _ in range(2):
        made.person("Plover")
    made.person("Heron", pointer="N7")
    made.person("Plover", pointer="N7", since=date(2026, 4, 10))
    return made


def seen(register: Register, **asked: object) -> Measured:
    return measured(by=as_actor(register.coordinator), **asked)  # type: ignore[arg-type]


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_network_has_every_measure_and_the_broker_between_two_groups(register):
    found = seen(register)
    people = [node for node in found.nodes if node.is_person]
    (broker,) = [node for node in people if node.degree == 2]
    assert (len(found.nodes), len(found.ties), found.components) == (8, 7, 1)
    assert broker.cut
    assert broker.rank is not None
    assert broker.rank[0] == 1 or broker.betweenness > 0.5
    assert len(found.articulation_points) == 3
    assert (len(found.bridges), found.hanging) == (2, 5)
    assert {node.degree for node in people} == {1, 2}
    assert found.runs == 100


def test_it_says_the_same_every_time(register):
    one, other = seen(register), seen(register)
    assert one == other
    measuring._worked_out.cache_clear()
    measuring._drawn.cache_clear()
    assert seen(register) == one
    worked_out, drawn = measuring._worked_out.cache_info(), measuring._drawn.cache_info()
    assert seen(register) == one
    assert measuring._worked_out.cache_info().misses == worked_out.misses
    assert measuring._drawn.cache_info().misses == drawn.misses


def test_what_takes_too_long_for_a_page_is_not_counted_and_the_page_says_so(register, monkeypatch):
    monkeypatch.setattr(measuring, "MOST_COUNTED", 0)
    monkeypatch.setattr(measuring, "MOST_WORK", 0)
    measuring._worked_out.cache_clear()
    found = seen(register)
    assert {node.betweenness for node in found.nodes} == {None}
    assert len(found.articulation_points) == 3
    page = text(browse(register.coordinator).get("/network/?order=betweenness"))
    assert "too large for its rank ranges, and what lies between others, to be worked out" in page
    measuring._worked_out.cache_clear()


def test_more_than_a_page_shows_is_refused_and_one_group_is_still_looked_at(register, monkeypatch):
    monkeypatch.setattr("frankpledge.groups.network.MOST_TIES", 5)
    client = browse(register.coordinator)
    for page in ("/network/", "/network/export/graphml/"):
        answer = client.get(page)
        assert answer.status_code == 422
        assert "More than 5 links stand on that day" in text(answer)
        assert "Choose a group in the register" in text(answer)
    day = {"on_day": NOW.day, "on_month": NOW.month, "on_year": NOW.year}
    sent = client.post("/network/ranks/", day, follow=True)
    assert "More than 5 links stand on that day" in text(sent)
    assert client.get(f"/network/around/{register.groups['Heron']}/").status_code == 200


@pytest.mark.parametrize(
    ("table", "pages"),
    [("Nodes and what was measured", "Nodes"), ("Ties and what they rest on", "Ties"),
     ("Without these, a part", "Articulation points and bridges")],
)  # fmt: skip
def test_everything_is_reached_a_page_at_a_time(register, monkeypatch, table, pages):
    client = browse(register.coordinator)
    whole = _rows(client.get("/network/").content.decode(), table)
    monkeypatch.setattr("frankpledge.groups.views.network.A_PAGE", 2)
    query, met = "", []
    for _ in range(len(whole)):
        page = client.get(f"/network/{query}").content.decode()
        found = _rows(page, table)
        assert len(found) <= 2
        met += found
        part = page.partition(f'aria-label="{pages}: pages"')[2].partition("</nav>")[0]
        onward = re.search(r'href="([^"#]*)#[a-z-]+" rel="next"', part)
        if onward is None:
            break
        query = onward[1].replace("&amp;", "&")
    assert met == whole
    assert len(whole) >= 5


def test_communities_are_read_a_page_at_a_time_too(register, monkeypatch):
    client = browse(register.coordinator)
    whole = _rows(client.get("/network/").content.decode(), "Communities of more than one node")
    assert len(whole) == 2
    monkeypatch.setattr("frankpledge.groups.views.network.A_PAGE", 1)
    pages = [client.get(f"/network/?communities={number}").content.decode() for number in (1, 2)]
    assert [_rows(page, "Communities of more than one node") for page in pages] == [
        [line] for line in whole
    ]


def _rows(page: str, caption: str) -> list[str]:
    tables = [each.partition("</table>")[0] for each in page.split("<table")[1:]]
    (table,) = [each for each in tables if caption in each]
    body = table.partition("<tbody")[2].partition("</tbody>")[0]
    return [re.sub(r"<[^>]*>|\s+", " ", row).strip() for row in body.split("<tr")[1:]]


def test_a_hidden_member_changes_no_degree_path_count_order_or_place(register):
    by = as_actor(register.analyst)
    before = measured(by=by, since=date(2026, 4, 5))
    page = browse(register.analyst).get("/network/?since_day=5&since_month=4&since_year=2026")
    register.person("Heron", pointer="N8", restricted=True)
    register.person("Plover", pointer="N8", restricted=True)
    register.group("Curlew", restricted=True)
    assert measured(by=by, since=date(2026, 4, 5)) == before
    after = browse(register.analyst).get("/network/?since_day=5&since_month=4&since_year=2026")
    assert _without_tokens(after.content) == _without_tokens(page.content)
    assert len(seen(register).nodes) > len(before.nodes)


def _without_tokens(content: bytes) -> bytes:
    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", content)


def test_what_is_suspected_false_never_counts_and_what_is_not_known_only_when_asked(register):
    register.person("Heron", grade="2D")
    assert len(seen(register).ties) == 7
    assert len(seen(register, with_unassessable=True).ties) == 8
    assert "2D" in text(browse(register.coordinator).get("/network/?d=on"))


def test_a_day_is_looked_back_at_and_what_changed_since_is_said(register):
    found = seen(register, since=date(2026, 4, 5))
    assert len(seen(register, on=date(2026, 4, 5)).ties) == 6
    assert found.changes is not None
    assert len(found.changes.ties_gained) == 1
    assert found.changes.components == (2, 1)
    page = text(
        browse(register.coordinator).get("/network/?since_day=5&since_month=4&since_year=2026")
    )
    assert "2 before, 1 now" in page


def test_ways_between_two_are_named_and_a_stranger_is_told_apart_from_none(register):
    found = seen(register)
    groups = [node.reference for node in found.nodes if not node.is_person]
    (way,) = seen(register, path=(groups[0], groups[1])).paths
    assert len(way) == 3
    with pytest.raises(WrongUse, match="There is no node"):
        seen(register, path=(groups[0], "NONE-0000"))
    client = browse(register.coordinator)
    page = text(client.get("/network/", {"start": groups[0], "end": groups[1]}))
    assert ", then Person" in page
    wrong = client.get("/network/", {"start": groups[0], "end": "NONE-0000"})
    assert wrong.status_code == 422
    assert "Choose a node from the list" in text(wrong)


def test_one_group_and_what_is_tied_to_it(register):
    found = seen(register, around=register.groups["Heron"])
    assert len(found.nodes) == 5
    with pytest.raises(NotFound):
        seen(register, around=register.governance.id)


@pytest.mark.parametrize("who", ["lead", "partner", "governance"])
def test_nobody_else_sees_it_and_they_are_told_why(register, who):
    person = getattr(register, who)
    with pytest.raises(NotPermitted):
        measured(by=as_actor(person))
    answer = browse(person).get("/network/")
    assert answer.status_code == 403
    assert browse(person).get("/network/export/graphml/").status_code == 403
    assert browse(person).get(f"/network/around/{register.groups['Heron']}/").status_code == 403


def test_a_hidden_group_and_a_missing_one_are_the_same_answer(register):
    hidden = register.group("Curlew", restricted=True)
    client = browse(register.analyst)
    answers = [client.get(f"/network/around/{uid}/") for uid in (hidden, register.governance.id)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert _without_tokens(answers[0].content) == _without_tokens(answers[1].content)


def test_the_page_warns_of_violence_and_never_speaks_of_a_risk_score(register):
    page = text(browse(register.coordinator).get("/network/"))
    assert "may raise violence" in page
    assert page.index("may raise violence") < page.index("Without these, a part of the network")
    assert "Nothing on this page is a risk score of a person" in page
    assert page.casefold().count("score") == 1
    assert page.index('id="nodes"') < page.index('id="picture"') < page.index("<frank-network")


def test_the_page_asks_the_database_as_often_for_many_people_as_for_few(
    register, django_assert_max_num_queries
):
    client = browse(register.coordinator)
    client.get("/network/")
    with django_assert_max_num_queries(30) as few:
        client.get("/network/")
    for _ in range(12):
        register.person("Heron")
    with django_assert_max_num_queries(30) as many:
        client.get("/network/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "query",
    ["?on_day=1&on_month=1&on_year=2030", "?on_day=40&on_month=1&on_year=2026",
     "?on_day=1&on_month=4&on_year=2026&since_day=2&since_month=4&since_year=2026", "?order=zz"],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(register, query):
    assert browse(register.coordinator).get(f"/network/{query}").status_code == 422


@pytest.mark.parametrize("query", ["?within=99", "?within=x", "?within=1.1.9"])
def test_a_community_that_is_not_there_is_not_found(register, query):
    assert browse(register.coordinator).get(f"/network/{query}").status_code == 404


def test_a_community_is_opened_and_a_node_shows_its_own_ties(register):
    client = browse(register.coordinator)
    inside = text(client.get("/network/?within=1"))
    assert "Network, community 1" in inside
    assert "Back to the whole network" in inside
    node = seen(register).articulation_points[0]
    assert f"Ties of {node.label}" in text(client.get(f"/network/?node={node.reference}"))


def test_the_coordinator_takes_it_away_with_grades_and_references_and_it_is_recorded(register):
    client = browse(register.coordinator)
    answer = client.get("/network/export/graphml/")
    assert answer["Content-Disposition"] == 'attachment; filename="network-2026-04-15.graphml"'
    graph = nx.read_graphml(io.BytesIO(answer.content))
    assert (len(graph), graph.number_of_edges()) == (8, 7)
    assert {facts["grade"] for *_, facts in graph.edges(data=True)} == {"2B"}
    assert all(facts["references"].startswith("IR-") for *_, facts in graph.edges(data=True))
    assert AuditEvent.objects.filter(act="groups.export_network").count() == 1
    book = client.get("/network/export/xlsx/")
    assert len(preview_workbook(book.content).whole().ties) == 7
    stix = json.loads(client.get("/network/export/stix-json/").content)
    assert sum(each["type"] == "relationship" for each in stix["objects"]) == 7
    assert client.get("/network/export/ftm-jsonl/").status_code == 200
    assert client.get("/network/export/gexf/").status_code == 200
    assert client.get("/network/export/anx/").status_code == 404


Ends = frozenset[str]


def _from_workbook(content: bytes) -> dict[Ends, str]:
    _, *rows = openpyxl.load_workbook(io.BytesIO(content))["Links"].iter_rows(values_only=True)
    return {frozenset(row[:2]): row[8] or "" for row in rows}


def _from_graphml(content: bytes) -> dict[Ends, str]:
    return _of_edges(nx.read_graphml(io.BytesIO(content)))


def _from_gexf(content: bytes) -> dict[Ends, str]:
    return _of_edges(nx.read_gexf(io.BytesIO(content)))


def _of_edges(graph: nx.Graph) -> dict[Ends, str]:
    return {frozenset(ends): facts.get("category", "") for *ends, facts in graph.edges(data=True)}


def _from_follow_the_money(content: bytes) -> dict[Ends, str]:
    told = [line["properties"] for line in map(json.loads, content.splitlines())]
    return {
        frozenset(each["subject"] + each["object"]): "; ".join(each.get("status", []))
        for each in told
        if "subject" in each
    }


def _from_stix(content: bytes) -> dict[Ends, str]:
    objects = json.loads(content)["objects"]
    name = {each["id"]: each["external_references"][0]["external_id"] for each in objects
            if each["type"] == "identity" and "external_references" in each}  # fmt: skip
    return {
        frozenset((name[each["source_ref"]], name[each["target_ref"]])): "; ".join(
            next(iter(each["extensions"].values())).get("subject_categories", [])
        )
        for each in objects
        if each["type"] == "relationship"
    }


IN_LAW = {"Suspected of an offence": "suspect", "Victim": "victim"}
EVERY_FORMAT = {
    Format.WORKBOOK: _from_workbook,
    Format.GRAPHML: _from_graphml,
    Format.GEXF: _from_gexf,
    Format.FOLLOW_THE_MONEY: _from_follow_the_money,
    Format.STIX: _from_stix,
}


@pytest.mark.parametrize("form", list(Format))
def test_what_each_person_is_in_law_goes_with_every_link_in_a_field_of_its_own(register, form):
    register.person("Heron", pointer="N9", category="victim")
    register.works_with("Heron", "Plover")
    found = measured(by=as_actor(register.coordinator))
    expected = {
        frozenset((tie.left, tie.right)): "".join(map(IN_LAW.get, tie.categories))
        for tie in found.ties
    }
    assert sorted(set(expected.values())) == ["", "suspect", "victim"]
    content = measuring.export_network(form=form, by=as_actor(register.coordinator), at=NOW)
    assert EVERY_FORMAT[form](content) == expected


@pytest.mark.parametrize("form", list(Format))
def test_a_hidden_member_is_in_no_file_and_changes_none(register, form):
    other = make_person(register.police, Role.OCG_COORDINATOR, districts=["D1"])
    before = measuring.export_network(form=form, by=as_actor(other), at=NOW)
    register.person("Heron", pointer="N8", restricted=True)
    register.group("Curlew", restricted=True)
    register.works_with("Heron", "Curlew")
    after = measuring.export_network(form=form, by=as_actor(other), at=NOW)
    assert EVERY_FORMAT[form](after) == EVERY_FORMAT[form](before)
    if form is not Format.WORKBOOK:  # which is packed with the moment at which it was packed
        assert after == before
    own = measuring.export_network(form=form, by=as_actor(register.coordinator), at=NOW)
    assert len(EVERY_FORMAT[form](own)) > len(EVERY_FORMAT[form](before))


def test_files_say_what_somebody_is_in_law_in_the_words_of_the_register():
    assert set(CATEGORIES) == set(Category)


def test_an_analyst_looks_and_does_not_take_away(register):
    page = text(browse(register.analyst).get("/network/"))
    assert "Only the coordinator takes a network away" in page
    assert "/network/export/" not in page
    with pytest.raises(NotPermitted, match="Only the coordinator"):
        measuring.export_network(form=Format.GEXF, by=as_actor(register.analyst), at=NOW)


def test_each_look_is_recorded(register):
    before = AuditEvent.objects.filter(act="groups.read_network").count()
    browse(register.analyst).get("/network/?since_day=5&since_month=4&since_year=2026")
    assert AuditEvent.objects.filter(act="groups.read_network").count() == before + 2


def own(register, content: str | bytes, name: str = "ties.csv"):
    held = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return browse(register.analyst).post("/network/own/", {"ties": held})


def test_a_list_of_ones_own_is_looked_at_and_nothing_is_kept(register):
    page = text(own(register, "source,target,kind\nA,B,knows\nB,C,knows\nA,B,calls\n"))
    assert "Nothing is kept" in page
    assert "Pairs that stand there again: 1. They are one tie." in page
    assert re.search(r"Ties </dt> <dd[^>]*> 2 </dd>", page)
    assert page.index("may raise violence") < page.index("Articulation point</td>")
    assert len(seen(register).nodes) == 8
    assert AuditEvent.objects.filter(act="groups.preview_network").count() == 1


def test_each_fault_of_a_list_is_shown_by_row_and_column(register):
    answer = own(register, "source,target,weight\nA,,1\nA,B,heavy\n")
    page = text(answer)
    assert answer.status_code == 422
    assert "Target is empty" in page
    assert "The weight &#39;heavy&#39; is not a number above nought" in page
    assert "Articulation points" not in page


def test_a_workbook_goes_out_and_comes_in_again(register):
    book = browse(register.coordinator).get("/network/export/xlsx/").content
    answer = own(register, book, "network.xlsx")
    assert answer.status_code == 200
    assert "The list as a network" in text(answer)
    taken = preview_workbook(book).whole()
    assert {tie.categories for tie in taken.ties} == {("suspect",)}


def test_ties_of_a_list_are_said_with_what_it_says_of_them_and_nothing_made_up(register):
    page = own(
        register,
        "source,target,kind,grade,since,until,category\n"
        "A,B,knows,2B,2026-03-01,,victim\nB,C,,,,,\nC,D,,,,2026-04-01,\nD,E,,,2030-04-01,,\n",
    ).content.decode()
    rows = _rows(page, "Ties and what they rest on")
    assert [" ".join(row.partition(">")[2].split()) for row in rows] == [
        "A Victim knows B 2B 1 1 Mar 2026 – none",
        "B is tied to C – none 1 – none – none",
    ]
    assert "Ties that have ended or have not begun: 2. They are left out." in page
    assert "Anything else, or not said" in page
    assert "other, A" not in page


def test_so_much_of_a_list_is_listed_and_how_much_is_not_is_said(register, monkeypatch):
    monkeypatch.setattr("frankpledge.groups.views.network.MOST_OWN", 1)
    pairs = "".join(f"{one}{n},{two}{n}\n" for n in "12" for one, two in ("ab", "bc", "cd", "da"))
    page = own(register, f"source,target\n{pairs}c1,e\ne,c2\n").content.decode()
    assert len(_rows(page, "Nodes and what was measured")) == 1
    assert len(_rows(page, "Ties and what they rest on")) == 1
    assert len(_rows(page, "Without these, a part")) == 1
    assert len(_rows(page, "Communities of more than one node")) == 1
    for words in ("8 more nodes are", "9 more ties are", "4 more are not", "1 more, smaller, are"):
        assert words in page


@pytest.mark.parametrize("content", ["%PDF-1.7", "name,colour\na,b\n", "\0\0"])
def test_what_is_no_list_is_refused_in_words(register, content):
    answer = own(register, content)
    assert answer.status_code == 422
    assert "ties.csv" in text(answer)
    assert "/tmp" not in text(answer)


def test_nobody_else_looks_at_lists_here(register):
    assert browse(register.partner).get("/network/own/").status_code == 403
