"""What is created is found again, listed, changed and gone."""

import pytest

from generated.runtime.http.answers import Answer
from impl.mocks.marks import note
from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser

pytestmark = pytest.mark.asyncio
AUTH = {"authorization": "Bearer x"}


async def add(kennel: Browser, name: str, **fields: str) -> int:
    got = await kennel.send("POST", "/dogs", {"name": name}, **AUTH, **fields)
    assert got.status == 201, got.body
    identity: int = got.json["id"]
    assert got["location"].endswith(f"/dogs/{identity}")
    return identity


async def names(kennel: Browser, **fields: str) -> list[str]:
    got = await kennel.send("GET", "/dogs?limit=50", **fields)
    return [each["name"] for each in got.json]


async def test_created_found_listed_and_gone(kennel: Browser) -> None:
    identity = await add(kennel, "Bella")
    found = await kennel.send("GET", f"/dogs/{identity}")
    assert found.json["name"] == "Bella"
    assert found["mock-source"] == "state"
    assert (await names(kennel)).count("Bella") == 1
    assert (await kennel.send("DELETE", f"/dogs/{identity}")).status == 204
    gone = await kennel.send("GET", f"/dogs/{identity}")
    assert (gone.status, gone.json["status"]) == (404, 404)
    assert "Bella" not in await names(kennel)
    again = await kennel.send("DELETE", f"/dogs/{identity}")
    assert (again.status, again["mock-undeclared"]) == (404, "404")


async def test_found_as_xml_too(kennel: Browser) -> None:
    identity = await add(kennel, "Bella")
    got = await kennel.send("GET", f"/dogs/{identity}", accept="application/xml")
    assert b"<name>Bella</name>" in got.body


async def test_an_empty_mock_begins_with_nothing(mocked: MakeMock) -> None:
    kennel = mocked(is_seeded=False)
    assert await names(kennel) == []
    await add(kennel, "Bella")
    assert await names(kennel) == ["Bella"]


async def test_a_stateless_mock_forgets(forgetful: Browser) -> None:
    before = await names(forgetful)
    await forgetful.send("POST", "/dogs", {"name": "Bella"}, **AUTH)
    assert await names(forgetful) == before
    assert (await forgetful.send("GET", "/_mock/state")).status == 409


async def test_a_full_state_says_what_it_costs(mocked: MakeMock) -> None:
    kennel = mocked(is_seeded=False, most_items=2)
    await add(kennel, "a")
    await add(kennel, "b")
    got = await kennel.send("POST", "/dogs", {"name": "c"}, **AUTH)
    said = "full: the oldest items were forgotten; 1 gave way; a state holds 2 items"
    assert got["mock-note"].startswith(said)
    assert await names(kennel) == ["b", "c"]
    seeded = mocked(most_items=2)
    notes = [(await seeded.send("GET", "/dogs"))["mock-note"] for _ in range(3)]
    assert notes[0].startswith("full: ")
    assert notes[1:] == ["", ""]


async def test_notes_are_fields_that_everybody_takes(mocked: MakeMock) -> None:
    kennel = mocked()
    for headers in ({"prefer": f"example={'x' * 9_000}"}, {"prefer": "code=299"}):
        got = await kennel.send("GET", "/dogs", **headers)
        assert got["mock-note"].isprintable()
        assert 0 < len(got["mock-note"]) <= 500


async def test_sessions_do_not_see_each_other(mocked: MakeMock) -> None:
    kennel = mocked(is_seeded=False, most_sessions=2)
    await add(kennel, "Bella", mock_session="one")
    assert await names(kennel, mock_session="one") == ["Bella"]
    assert await names(kennel, mock_session="two") == []
    assert await names(kennel) == []
    # Only the last two are kept.
    assert await names(kennel, mock_session="one") == []


async def test_state_goes_out_and_in_again(mocked: MakeMock) -> None:
    kennel, other = mocked(), mocked()
    identity = await add(kennel, "Bella")
    snapshot = (await kennel.send("GET", "/_mock/state")).json
    assert (await other.send("PUT", "/_mock/state", snapshot)).status == 204
    found = await other.send("GET", f"/dogs/{identity}")
    assert found.json["name"] == "Bella"
    wrong = await other.send("PUT", "/_mock/state", {"dogs": 1})
    assert wrong.status == 422
    assert "snapshot" in wrong.json["detail"]


async def test_a_reset_is_a_new_start(kennel: Browser) -> None:
    before = await names(kennel)
    await add(kennel, "Bella")
    assert (await kennel.send("POST", "/_mock/reset")).status == 204
    assert await names(kennel) == before
    await add(kennel, "Bella")
    assert (await kennel.send("DELETE", "/_mock/state")).status == 204
    assert await names(kennel) == before


async def test_the_same_requests_give_the_same_bytes(mocked: MakeMock) -> None:
    async def played() -> list[bytes]:
        kennel = mocked(seed=5)
        identity = await add(kennel, "Bella")
        sent = [
            ("GET", "/dogs"),
            ("GET", f"/dogs/{identity}"),
            ("GET", "/dogs?limit=2"),
        ]
        return [(await kennel.send(*each)).body for each in sent]

    assert await played() == await played()


async def test_the_report_says_what_is_remembered(kennel: Browser) -> None:
    report = (await kennel.send("GET", "/_mock/report")).json
    known = {(each["method"], each["path"]): each for each in report}
    assert known["POST", "/dogs"]["is_remembered"]
    assert not known["GET", "/moved"]["is_remembered"]
    assert known["GET", "/moved"]["text"]


@pytest.mark.parametrize(
    ("notes", "ends"),
    [(["a\r\nb\0é"], "a??b??"), (["x" * 999], "..."), (["y"] * 999, "; and 839 more")],
)
async def test_what_is_said_is_short_and_plain(notes: list[str], ends: str) -> None:
    answer = Answer(200)
    note(answer, notes)
    ((name, value),) = answer.headers
    assert name == b"mock-note"
    assert value.decode("ascii").endswith(ends)
    assert len(value) <= 500
