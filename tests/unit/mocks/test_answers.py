"""What a mock answers: valid by the contract, negotiated, and as it is asked for."""

import json
from dataclasses import fields, is_dataclass
from email.message import Message
from pathlib import Path

import pytest

from generated.runtime.http.answers import StreamAnswer
from generated.runtime.responses.sealed import SealBroken
from impl.mocks.contract import PlannedContract
from impl.mocks.mock import Mock
from impl.mocks.plan import MockPlan
from impl.mocks.replies import DeclaredReplies
from impl.mocks.settings import MockOptions
from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser, plan

pytestmark = pytest.mark.asyncio
CONTRACT = Path(__file__).parents[3] / "openapi.yaml"
KIND = [("content-type", "multipart/form-data; boundary=m")]
VISIT = (
    b'--m\r\ncontent-disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    b"x\r\n--m--\r\n"
)


async def test_a_success_is_made_up_and_stays_the_same(forgetful: Browser) -> None:
    first, second = [await forgetful.send("GET", "/dogs?limit=5") for _ in range(2)]
    assert first.status == 200
    assert first["mock-source"] == "sample"
    assert int(first["x-total"]) >= 0
    assert first.json == second.json


async def test_another_seed_makes_other_values(mocked: MakeMock) -> None:
    one, two = mocked(remembers=False), mocked(remembers=False, seed=1)
    assert (await one.send("GET", "/dogs")).body != (
        await two.send("GET", "/dogs")
    ).body
    asked = await one.send("GET", "/dogs", prefer="seed=1")
    assert asked.body != (await one.send("GET", "/dogs")).body


async def test_dynamic_answers_differ_and_come_again(forgetful: Browser) -> None:
    async def draw() -> bytes:
        return (await forgetful.send("GET", "/dogs", prefer="dynamic")).body

    bodies = [await draw() for _ in range(256)]
    assert len(set(bodies)) > 100
    assert bodies[128:] == bodies[:128]
    assert await draw() == bodies[0]
    await draw()
    assert (await forgetful.send("POST", "/_mock/reset")).status == 204
    assert [await draw(), await draw()] == bodies[:2]


async def test_examples_come_first_where_they_are_valid(forgetful: Browser) -> None:
    rex = {"id": 1, "name": "Rex", "breed": "boxer"}
    assert (await forgetful.send("GET", "/dogs/1")).json == rex
    named = await forgetful.send("GET", "/dogs/1", prefer="example=rex")
    assert named.json == rex
    bad = await forgetful.send("GET", "/dogs/1", prefer="example=bad")
    assert isinstance(bad.json["id"], int)
    assert "bad" in bad["mock-note"]


async def test_lists_are_as_long_as_is_asked(forgetful: Browser) -> None:
    for size in (0, 1, 7):
        got = await forgetful.send("GET", "/dogs", prefer=f"size={size}")
        assert len(got.json) == size


@pytest.mark.parametrize(
    ("method", "target", "code"),
    [
        ("GET", "/dogs", 400),
        ("POST", "/dogs", 201),
        ("POST", "/dogs", 401),
        ("POST", "/dogs", 429),
        ("GET", "/dogs/1", 404),
        ("DELETE", "/dogs/1", 204),
        ("GET", "/moved", 302),
        ("POST", "/visits", 503),
    ],
)
async def test_every_declared_status_on_demand(
    kennel: Browser, method: str, target: str, code: int
) -> None:
    body = {"POST /dogs": {"name": "Rex"}, "POST /visits": VISIT}
    got = await kennel.send(
        *(method, target, body.get(f"{method} {target}"), KIND),
        prefer=f"code={code}",
        authorization="Bearer x",
    )
    assert got.status == code
    assert not got["mock-undeclared"]
    if code in {400, 401, 404}:
        assert got.json["status"] == code
        assert got.json.keys() <= {"reason", "status", "faults"}
    if code == 429:
        assert got["retry-after"].isdigit()


async def test_an_undeclared_status_is_marked(
    kennel: Browser, mocked: MakeMock
) -> None:
    got = await kennel.send("GET", "/dogs/1", prefer="code=418")
    assert (got.status, got["mock-undeclared"]) == (418, "418")
    assert got["content-type"] == "application/problem+json"
    strict = await mocked(is_strict=True).send("GET", "/dogs/1", prefer="code=418")
    assert strict.status == 200
    assert "418" in strict["mock-note"]


async def test_xml_is_for_those_who_want_it(forgetful: Browser) -> None:
    got = await forgetful.send("GET", "/dogs/1", accept="application/xml")
    assert got["content-type"] == "application/xml"
    assert b"<Dog>" in got.body
    assert b"<id>" in got.body


async def test_pictures_are_pictures(forgetful: Browser) -> None:
    got = await forgetful.send("GET", "/dogs/1/picture")
    assert got["content-type"] == "image/png"
    assert got.body.startswith(b"\x89PNG")


async def test_streams_have_valid_items(forgetful: Browser) -> None:
    events = await forgetful.send("GET", "/barks", accept="text/event-stream")
    data = [line for line in events.body.decode().splitlines() if line[:5] == "data:"]
    assert len(data) == 3
    assert all(1 <= json.loads(line[5:])["volume"] <= 10 for line in data)
    lines = await forgetful.send(
        "GET", "/barks", accept="application/jsonl", prefer="size=5"
    )
    assert len(lines.body.splitlines()) == 5


async def test_events_have_valid_json_within(forgetful: Browser) -> None:
    """Data that is described as JSON in a text is written as JSON, once."""
    events = await forgetful.send("GET", "/howls", accept="text/event-stream")
    lines = events.body.decode().splitlines()
    data = [json.loads(line[5:]) for line in lines if line[:5] == "data:"]
    assert lines.count("event: howl") == len(data) == 3
    assert all(1 <= each["volume"] <= 10 for each in data)


async def test_a_stream_is_valid_before_it_begins(kennel_plan: MockPlan) -> None:
    planned = next(
        each
        for each in kennel_plan.operations
        if each.operation.operation_id == "barks"
    )
    replies = DeclaredReplies(planned, PlannedContract(kennel_plan).gate)
    [events, _] = replies.successes("*/*")
    good, bad = {"volume": 3}, {"volume": 11}
    assert isinstance(replies.sealed(events, [good], {}), StreamAnswer)
    with pytest.raises(SealBroken, match="volume"):
        replies.sealed(events, [good, bad], {})


async def test_forms_are_written(forgetful: Browser) -> None:
    form = "application/x-www-form-urlencoded"
    urlencoded = await forgetful.send("GET", "/report", accept=form)
    assert urlencoded.body.startswith(b"dogs=")
    parts = await forgetful.send("GET", "/report", accept="multipart/form-data")
    head = Message()
    head["content-type"] = parts["content-type"]
    assert f"--{head.get_param('boundary')}".encode() in parts.body
    text = await forgetful.send("GET", "/report", accept="text/plain")
    assert len(text.body.decode()) <= 40


async def test_cookies_and_redirections(forgetful: Browser) -> None:
    moved = await forgetful.send("GET", "/moved")
    assert moved.status == 302
    assert moved["location"]
    visit = await forgetful.send(
        "POST", "/visits", VISIT, KIND, authorization="Bearer x"
    )
    assert visit.status == 200
    assert visit["set-cookie"].startswith("visit=")


RATED = """
openapi: 3.1.0
info: {title: Rated, version: "1"}
paths:
  /rated:
    get:
      operationId: rated
      x-rate-limit: {quota: 1, window: 3600, by: address}
      responses:
        "200": {description: Fine.}
        "429": {description: Too many.}
"""


async def test_rates_are_not_counted(tmp_path: Path) -> None:
    (tmp_path / "rated.yaml").write_text(RATED)
    browser = Browser(Mock(plan(tmp_path / "rated.yaml"), MockOptions()))
    answers = [await browser.send("GET", "/rated") for _ in range(3)]
    assert [each.status for each in answers] == [200, 200, 200]
    asked = await browser.send("GET", "/rated", prefer="code=429")
    assert asked.status == 429


async def test_all_of_a_plan_has_the_types_of_the_runtime() -> None:
    waiting: list[object] = [each.operation for each in plan(CONTRACT).operations]
    while waiting:
        held = waiting.pop()
        assert not isinstance(held, dict | list), held
        if is_dataclass(held):
            waiting += [getattr(held, each.name) for each in fields(held)]
        elif isinstance(held, tuple):
            waiting += held
