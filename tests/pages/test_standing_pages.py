"""Pages that say the same to everybody, signed in or not."""

import pytest

PAGES = {
    "/about/": "About Frankpledge",
    "/accessibility/": "Accessibility statement",
    "/open-data/": "Open Government Licence v3.0",
    "/privacy/": "Information Commissioner",
    "/help/": "What is the thread?",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_anybody_may_read_it(client, path, words):
    answer = client.get(path)

    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_only_read(client, path, cast):
    client.force_login(cast.csm)

    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_what_is_named_at_the_foot_of_every_page_exists(client):
    body = client.get("/about/").content.decode()

    for path in ("/stop/", "/about/", "/accessibility/"):
        assert f'href="{path}"' in body
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_the_first_page_asks_somebody_unknown_to_sign_in(client):
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")
