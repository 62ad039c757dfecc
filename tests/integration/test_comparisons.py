import asyncio
import json
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.text.documents import load
from impl.jobs.framing import JobLimits
from impl.jobs.processes import ProcessPool
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

SHOP = """\
openapi: 3.1.0
info: {{title: Shop, version: {version}}}
paths:
  /things/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}]
    get:
      responses:
        '200':
          description: A thing.
          content:
            application/json:
              schema: {{type: object, required: [{required}], properties: {{a: {{}}}}}}
  /more: {{get: {{responses: {{'{status}': {{description: More.}}}}}}}}
"""
OLD = SHOP.format(version="1.0.0", required="a", status="200").encode()
NEW = SHOP.format(version="1.1.0", required="b", status="201").encode()
BROKEN = b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: '#/b'}}\n"


async def published(service: Service) -> tuple[Actor, str]:
    """Somebody and their API with two versions."""
    ada = await service.person()
    return ada, await with_versions(service, ada)


async def with_versions(service: Service, owner: Actor) -> str:
    """An API with two versions, in a new team of somebody's."""
    team = await service.team(owner)
    api = await service.api(owner, team, major_version_for="nothing")
    for document in (OLD, NEW):
        assert (await owner.upload(f"{api}/versions", document)).status_code == 201
    return api


async def compared(actor: Actor, api: str, **more: str) -> Any:
    body = {"base": "1.0.0", "revision": "1.1.0", **more}
    return await actor.post(f"{api}/comparisons", body)


async def test_comparing_two_versions(service: Service) -> None:
    ada, api = await published(service)
    made = await compared(ada, api)
    assert made.status_code == 201
    comparison = made.json()
    assert comparison["state"] == "finished"
    assert comparison["base"]["version"] == "1.0.0"
    assert comparison["result"]["verdict"] == "breaking"
    assert comparison["result"]["semver"] == "major"
    path = made.headers["location"]
    again = await compared(ada, api, profile="tolerant-reader", as_of="2030-01-01")
    assert (again.status_code, again.json()) == (200, comparison)
    read = await ada.get(path)
    assert read.json() == comparison
    known = {"If-None-Match": read.headers["etag"]}
    assert (await ada.get(path, **known)).status_code == 304
    listed = (await ada.get(f"{api}/comparisons")).json()
    assert listed == {"items": [comparison]}


async def test_changes_are_what_the_engine_finds(service: Service) -> None:
    ada, api = await published(service)
    made = await compared(ada, api)
    path = made.headers["location"]
    expected = compare(load(OLD), load(NEW))
    everything = (await ada.get(f"{path}/changes")).json()["items"]
    assert [each["fingerprint"] for each in everything] == [
        fact.fingerprint for fact in expected.facts
    ]
    first = next(each for each in everything if each["verdict"] == "breaking")
    assert first["witness"]["message"]["type"] == "response"
    assert first["revision"]["line"] > 1
    assert first["profiles"].keys() == PROFILES.keys()
    counts = Counter(each["verdict"] for each in everything)
    told = made.json()["result"]["changes"]
    assert {name: count for name, count in told.items() if count} == counts


async def test_changes_come_in_pages(service: Service) -> None:
    ada, api = await published(service)
    path = (await compared(ada, api)).headers["location"]
    everything = (await ada.get(f"{path}/changes")).json()["items"]
    assert len(everything) > 1
    found, link = [], f"{path}/changes?limit=1"
    while link:
        page = await ada.get(link)
        found += page.json()["items"]
        link = page.headers.get("link", "").partition(">")[0][1:]
    assert found == everything
    breaking = await ada.get(f"{path}/changes?verdict=breaking&limit=1")
    [only] = breaking.json()["items"]
    assert only["verdict"] == "breaking"
    rest = breaking.json().get("next_cursor")
    assert rest
    other = await ada.get(f"{path}/changes?limit=1&cursor={rest}")
    assert other.json()["code"] == "unknown_cursor"


async def test_comparisons_come_in_pages(service: Service) -> None:
    ada, api = await published(service)
    made = [(await compared(ada, api, profile=name)).json()["id"] for name in PROFILES]
    page = await ada.get(f"{api}/comparisons?limit=4")
    rest = await ada.get(page.headers["link"].partition(">")[0][1:])
    found = [each["id"] for each in page.json()["items"] + rest.json()["items"]]
    assert found == made[::-1]


async def test_a_certificate_holds_offline(service: Service) -> None:
    ada, api = await published(service)
    made = await compared(ada, api, profile="strict-reader")
    answer = await ada.get(f"{made.headers['location']}/certificate")
    record = json.loads(answer.content)
    digest = made.json()["result"]["certificate"]
    assert record["digest"] == digest
    assert answer.headers["etag"] == f'"{digest.removeprefix("sha256:")}"'
    assert verify(record, load(OLD), load(NEW)) == []
    assert verify(record, load(NEW), load(OLD)) != []
    known = {"If-None-Match": answer.headers["etag"]}
    path = f"{made.headers['location']}/certificate"
    assert (await ada.get(path, **known)).status_code == 304


async def test_a_changelog_is_markdown(service: Service) -> None:
    ada, api = await published(service)
    path = f"{(await compared(ada, api)).headers['location']}/changelog"
    answer = await ada.get(path)
    assert answer.headers["content-type"].startswith("text/markdown")
    assert answer.text.startswith("## Changes: breaking\n")
    known = {"If-None-Match": answer.headers["etag"]}
    assert (await ada.get(path, **known)).status_code == 304


async def test_comparing_with_a_document(service: Service) -> None:
    ada, api = await published(service)
    path = f"{api}/versions/1.0.0/comparisons"
    made = await ada.upload(path, NEW)
    assert made.status_code == 201
    assert made.json()["result"]["verdict"] == "breaking"
    assert "version" not in made.json()["revision"]
    again = await ada.upload(path, NEW)
    assert (again.status_code, again.json()) == (200, made.json())
    # The same content with other lines is another text to point into.
    moved = await ada.upload(path, b"\n\n" + NEW)
    assert moved.status_code == 201
    lines = [
        (await ada.get(f"{each.headers['location']}/changes")).json()["items"][0][
            "revision"
        ]["line"]
        for each in (made, moved)
    ]
    assert lines[1] == lines[0] + 2
    strict = await ada.upload(f"{path}?profile=strict-reader", NEW)
    assert strict.json()["profile"] == "strict-reader"


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (BROKEN, "application/yaml"),
        (b"a: &a [*a]", "application/yaml"),
        (b"[" * 100_000, "application/json"),
        (contract_text(), "application/json"),
        (
            b"openapi: 3.1.0000\ninfo: {title: T, version: '1'}\npaths: {}\n",
            "text/yaml",
        ),
    ],
)
async def test_what_is_no_contract_is_refused_as_if_it_was_published(
    service: Service, text: bytes, media_type: str
) -> None:
    ada, api = await published(service)
    refused, expected = [
        await ada.upload(path, text, media_type)
        for path in (f"{api}/versions/1.0.0/comparisons", f"{api}/versions")
    ]
    volatile = {"request_id"}
    assert refused.status_code == expected.status_code
    assert refused.status_code in {415, 422}
    assert {k: v for k, v in refused.json().items() if k not in volatile} == {
        k: v for k, v in expected.json().items() if k not in volatile
    }


async def test_a_day_counts_where_the_profile_goes_by_days(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team, major_version_for="nothing")
    going = (
        "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n"
        "  /old: {get: {deprecated: true, x-sunset: '2027-01-01',"
        " responses: {'200': {description: Old.}}}}\n"
    )
    await ada.upload(f"{api}/versions", going.encode())
    await ada.upload(f"{api}/versions", contract_text(version="1.1.0", title="T"))
    verdicts = {}
    for day in ("2026-12-31", "2027-01-01"):
        made = await compared(ada, api, profile="deprecation-policy", as_of=day)
        assert made.json()["as_of"] == day
        verdicts[day] = made.json()["result"]["verdict"]
    assert verdicts == {"2026-12-31": "breaking", "2027-01-01": "compatible"}
    today = await compared(ada, api, profile="deprecation-policy")
    assert "as_of" in today.json()


async def test_the_same_question_at_the_same_time_is_answered_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    working = ProcessPool.working

    def counted(self: ProcessPool, message: Any, limits: JobLimits) -> Any:
        runs.append(message[0])
        return working(self, message, limits)

    ada, api = await published(service)
    monkeypatch.setattr(ProcessPool, "working", counted)
    answers = await asyncio.gather(*(compared(ada, api) for _ in range(8)))
    assert Counter(each.status_code for each in answers) == {201: 1, 200: 7}
    assert len({each.content for each in answers}) == 1
    assert runs == [b"compare"]


async def test_what_is_not_there(service: Service) -> None:
    ada, api = await published(service)
    missing = await ada.post(
        f"{api}/comparisons", {"base": "1.0.0", "revision": "9.9.9"}
    )
    assert missing.json()["code"] == "not_found"
    made = (await compared(ada, api)).headers["location"]
    other_api = await service.api(ada, api.rpartition("/apis")[0])
    elsewhere = made.replace(api, other_api)
    for path in ("", "/changes", "/certificate", "/changelog"):
        assert (await ada.get(f"{elsewhere}{path}")).json()["code"] == "not_found"


async def test_asking_too_often(database: Database, generous: Settings) -> None:
    strict = generous.model_copy(update={"comparison_rate": 1})
    async with running(create(strict)) as service:
        ada, api = await published(service)
        assert (await compared(ada, api)).status_code == 201
        refused = await compared(ada, api)
        assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        assert (await ada.get(f"{api}/comparisons")).status_code == 200


async def test_a_comparison_that_goes_while_it_is_asked_for(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, api = await published(service)

    async def gone(*_: object) -> None:
        return None

    monkeypatch.setattr("impl.repositories.comparison_questions.ask", gone)
    answer = await compared(ada, api)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_an_api_keeps_its_latest_documents(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, api = await published(service)
    kept = await compared(ada, api)
    path = f"{api}/versions/1.0.0/comparisons"
    first = await ada.upload(path, NEW)
    clone = text(
        "INSERT INTO comparisons (api_id, question, base_version_id, base_digest,"
        " revision_digest, revision_document, profile, engine, seed, state, failure,"
        " finished_at) SELECT api_id, decode(md5(n::text) || md5(n::text), 'hex'),"
        " base_version_id, base_digest, revision_digest, revision_document, profile,"
        " engine, seed, 'failed', 'crashed', now()"
        " FROM comparisons, generate_series(1, 100) AS n"
        " WHERE revision_document IS NOT NULL"
    )
    async with database.begin() as work:
        await work.execute(clone)
        await work.commit()
    await ada.upload(path, NEW + b"\n")
    assert (await ada.get(first.headers["location"])).status_code == 404
    assert (await ada.get(kept.headers["location"])).status_code == 200


async def test_profiles(service: Service) -> None:
    items = (await service.anonymous.get("/v1/profiles")).json()["items"]
    assert [each["name"] for each in items] == list(PROFILES)
