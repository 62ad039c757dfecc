"""Nothing that somebody typed is lost because a form is not taken."""

import httpx2
import pytest

from tests.integration.test_comparisons import OLD
from tests.integration.test_web_proposals import member, press, proposed
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage

pytestmark = pytest.mark.asyncio
WORDS = "What took me <an hour> to write.\nAnd more."
OWN = {"Sec-Fetch-Site": "same-origin"}


async def sent(browser: SiteBrowser, at: str, **typed: str) -> httpx2.Response:
    return await browser.http.post(at, data=typed, headers=OWN)


async def test_words_come_back_beside_what_is_wrong(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    shop = {"name": "shop", "title": "Shop"}
    made = await it.owner.post(f"{it.team_path}/consumers", shop)
    consumer = made.headers["location"]
    api_id = it.path.rpartition("/")[2]
    built = {"version": "1", "built_against": [{"api_id": api_id, "version": "1.0.0"}]}
    assert (await it.owner.post(f"{consumer}/versions", built)).status_code == 201
    ada, at = await proposed(it)
    typed = {"revision": "1", "body": "Why?"}
    thread = (await press(ada, at, "threads", **typed)).location.partition("#")[2]
    long = "w" * 5001
    again = await press(ada, at, "comments", id=thread, body=long)
    assert again.status == 422
    assert f">\n{long}</textarea>" in again.html
    assert again.html.count('role="alert"') == 1
    name = consumer.rpartition("/")[2]
    answer = {"revision": "1", "id": name, "answer": "object", "reason": "w" * 1001}
    again = await press(ada, at, "answers", **answer)
    assert again.status == 422
    assert f">\n{answer['reason']}</textarea>" in again.html


async def test_words_of_whom_somebody_was_faster_come_back(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    _, bob = await member(it)
    page = await bob.open(at)
    await press(ada, at, "withdrawal", tag=(await ada.open(at)).hidden("tag"))
    review = {"revision": "1", "verdict": "comment", "body": WORDS}
    late = await bob.send(f"{at}/reviews", page.csrf, **review)
    assert late.status == 409
    assert 'role="alert"' in late.html, "why it was not taken"
    assert WORDS in late.text


async def test_words_of_whose_session_has_ended_come_back(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    _, at = await proposed(it)
    actor, bob = await member(it)
    csrf = (await bob.open(at)).csrf
    found = (await actor.get("/v1/sessions")).json()["items"]
    [other] = [each["id"] for each in found if not each["current"]]
    assert (await actor.delete(f"/v1/sessions/{other}")).status_code == 204
    typed = {"revision": "1", "csrf": csrf, "body": WORDS, "password": "not this"}
    page = SitePage(await sent(bob, f"{at}/threads", **typed))
    assert page.status == 403
    assert "You are not logged in any more" in page.text
    assert WORDS in page.text
    assert "not this" not in page.text
    assert f"/sign-in?next={at.replace('/', '%2F')}" in page.html
    # Nothing typed, nothing lost.
    nothing = await sent(bob, f"{at}/resolution", csrf=csrf, state="open")
    assert nothing.status_code == 303


async def test_words_of_a_form_that_grew_old_come_back_and_no_strangers(
    service: Service,
) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    typed = {"csrf": "old", "revision": "1", "body": WORDS}
    page = SitePage(await sent(ada, f"{at}/threads", **typed))
    assert page.status == 403
    assert WORDS in page.text
    assert f'href="{at}"' in page.html
    # As browsers say it that know no Fetch Metadata.
    told = await ada.http.post(
        f"{at}/threads", data=typed, headers={"Origin": "http://127.0.0.1:8000"}
    )
    assert "What took me" in told.text
    for fields in (
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://service"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {},
    ):
        told = await ada.http.post(f"{at}/threads", data=typed, headers=fields)
        assert told.status_code == 403
        assert "What took me" not in told.text, fields


async def test_what_nobody_typed_does_not_come_back(service: Service) -> None:
    guest = SiteBrowser(service)
    carried = {"csrf": "old", "next": "/apis/elsewhere", "credential": '{"id": "AA"}'}
    own = {"email": "ada@example.com", "password": "not this", "code": "123456"}
    for path, more in (("/sign-in", own), ("/sign-in/passkey", {})):
        page = SitePage(await sent(guest, path, **carried, **more))
        assert page.status == 403
        assert "made for another browser" in page.text
        assert "What you typed" not in page.text, path
        assert "/apis/elsewhere" not in page.text, path
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    put = {"side": "revision", "pointer": "/info", "revision": "1", "uri": "otpauth:"}
    page = SitePage(await sent(ada, f"{at}/remark", csrf="old", body=WORDS, **put))
    assert WORDS in page.text
    assert page.html.count("<textarea") == 1
