"""What test runs of builds came to: recorded in three forms, wanted by policies."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import verifications
from impl.settings import Settings
from tests.integration.test_deployments import Place, place
from tests.integration.test_events import types
from tests.integration.test_visibility import show
from tests.support.client import Service, running
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio

JUNIT = b"""\
<testsuite name="refunds"><testcase name="GET /refunds">
<failure message="Server error">curl -H 'Authorization: Bearer s3cr3t' http://h/refunds
</failure></testcase><testcase name="GET /refunds/{id}"/></testsuite>"""
EVENTS: list[dict[str, Any]] = [
    {"Initialize": {"schemathesis_version": "4.32.5"}},
    {
        "ScenarioFinished": {
            "phase": "fuzzing",
            "status": "success",
            "recorder": {"label": "GET /refunds"},
        }
    },
    {"EngineFinished": {"timestamp": 1_700_000_000.5, "stop_reason": "completed"}},
]
NDJSON = "\n".join(map(json.dumps, EVENTS)).encode()


def report(passed: int = 1, failed: int = 0, errored: int = 0, **more: object) -> Any:
    counts = {"passed": passed, "failed": failed, "errored": errored, "skipped": 0}
    return {"tool": "countersign-fuzz", "counts": counts, **more}


def path_of(there: Place, query: str = "build=1", version: str = "1.0.0") -> str:
    return f"{there.api}/versions/{version}/verifications?{query}"


async def test_three_forms_of_a_report(service: Service) -> None:
    there = await place(service, "1.0.0")
    owner, where = there.owner, "build=4711&commit=0123456789&branch=main"
    failure = {"title": "It broke.", "curl": "curl -u a:s3cr3t http://h"}
    ours = report(failed=1, finished_at="2026-11-29T10:00:00Z", failures=[failure])
    path = path_of(there, f"{where}&environment=staging")
    sent = await owner.post(path, ours, key="k")
    assert sent.status_code == 201, sent.text
    made = sent.json()
    labels = {name: made[name] for name in ("build", "commit", "branch", "environment")}
    assert labels == {
        "build": "4711",
        "commit": "0123456789",
        "branch": "main",
        "environment": "staging",
    }
    assert (made["outcome"], made["recorded_by"]) == ("failed", owner.id)
    assert made["failures"][0]["curl"] == "curl -u [removed] http://h"
    read = await owner.get(sent.headers["location"])
    assert (read.json(), read.headers["etag"]) == (made, sent.headers["etag"])
    # The same call has one effect, and the same key for another one none.
    again = await owner.post(path, ours, key="k")
    assert (again.status_code, again.json()) == (201, made)
    other = await owner.post(path_of(there), ours, key="k")
    assert other.json()["code"] == "idempotency_key_reused"

    key = await service.key(owner, there.team, "deployments:write")
    junit = await key.upload(path_of(there), JUNIT, "text/xml")
    assert junit.status_code == 201, junit.text
    assert (junit.json()["tool"], junit.json()["outcome"]) == ("junit", "failed")
    assert "recorded_by" not in junit.json()
    assert "s3cr3t" not in junit.text
    events = await key.upload(path_of(there), NDJSON, "application/x-ndjson")
    assert (events.json()["tool"], events.json()["outcome"]) == (
        *("schemathesis", "passed"),
    )
    assert events.json()["finished_at"] == "2023-11-14T22:13:20.500000Z"
    digest = (await owner.get(f"{there.api}/versions/1.0.0")).json()["digest"]
    by_digest = await key.post(path_of(there, version=digest), report(errored=1))
    assert (by_digest.json()["version"], by_digest.json()["outcome"]) == (
        *("1.0.0", "incomplete"),
    )
    listed = (await owner.get(path_of(there, "limit=2"))).json()
    assert [each["id"] for each in listed["items"]] == [
        by_digest.json()["id"],
        events.json()["id"],
    ]
    assert not any("failures" in each for each in listed["items"])
    rest = await owner.get(path_of(there, f"limit=2&cursor={listed['next_cursor']}"))
    assert [each["id"] for each in rest.json()["items"]] == [
        junit.json()["id"],
        made["id"],
    ]
    told = await types(owner, there.team, "?type=verification.recorded")
    assert len(told) == 4


async def test_what_is_no_report_is_refused(service: Service) -> None:
    there = await place(service, "1.0.0")
    bomb = b'<!DOCTYPE a [<!ENTITY e "x">]><testsuite>&e;</testsuite>'
    for content, media_type in (
        (bomb, "application/xml"),
        (b"<html/>", "text/xml"),
        (b"nonsense", "application/x-ndjson"),
    ):
        refused = await there.owner.upload(path_of(there), content, media_type)
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_report")
    unknown = await there.owner.post(path_of(there, version="9.0.0"), report())
    assert unknown.json()["code"] == "not_found"
    unnamed = await there.owner.post(path_of(there, ""), report())
    assert unnamed.json()["code"] == "invalid_request"
    # What broke is for the team to know, whoever sees the API.
    made = await there.owner.post(path_of(there), report())
    await show(there.owner, there.api)
    guest = await service.person()
    for path in (path_of(there, ""), made.headers["location"]):
        assert (await guest.get(path)).json()["code"] == "forbidden"
    assert (await guest.post(path_of(there), report())).json()["code"] == "forbidden"


async def test_a_policy_wants_builds_verified(
    service: Service, database: Database
) -> None:
    there = await place(service, "1.0.0")
    asked = f"{there.environment}/apis/{there.api_id}/can-i-deploy?version=1.0.0"

    async def answered(build: str = "") -> tuple[str, str, str]:
        query = f"&build={build}" if build else ""
        found = await there.owner.get(f"{asked}{query}")
        assert found.status_code == 200, found.text
        body = found.json()
        known = body.get("verification", {})
        return body["answer"], known.get("code", ""), body["reason"]

    assert (await answered())[:2] == ("yes", "")
    wanted = {"verification": {"required": True, "maximum_age_days": 7}}
    changed = await there.owner.patch(there.api, {"policy": wanted}, "*")
    assert changed.json()["policy"]["verification"] == wanted["verification"]
    answer, code, reason = await answered()
    assert (answer, code) == ("unknown", "not_verified")
    assert reason.startswith("No verification of ")
    await there.owner.post(path_of(there, "build=1"), report(failed=1))
    answer, code, reason = await answered()
    assert (answer, code) == ("no", "verification_failed")
    assert "(build 1) failed." in reason
    await there.owner.post(path_of(there, "build=2"), report())
    assert (await answered())[:2] == ("yes", "verified")
    assert (await answered("1"))[:2] == ("no", "verification_failed")
    answer, code, reason = await answered("3")
    assert (answer, code) == ("unknown", "not_verified")
    assert "(build 3)" in reason
    await there.owner.post(path_of(there, "build=3"), report(passed=0))
    assert (await answered("3"))[:2] == ("unknown", "verification_incomplete")
    # What is recorded later is no fresher for it.
    old = report(finished_at="2020-01-01T00:00:00Z")
    await there.owner.post(path_of(there, "build=4"), old)
    assert (await answered("4"))[:2] == ("unknown", "verification_outdated")
    ageless = {"policy": {"verification": {"maximum_age_days": None}}}
    changed = await there.owner.patch(there.api, ageless, "*")
    assert changed.json()["policy"]["verification"] == {"required": True}
    assert (await answered("4"))[:2] == ("yes", "verified")
    count = text("SELECT count(*) FROM audit_events WHERE action = 'policy.updated'")
    [[number]] = await database.read().rows(count)
    assert number == 2


async def test_a_version_keeps_the_latest(
    database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update={"verifications_kept_version": 2})
    async with running(create(few)) as service:
        there = await place(service, "1.0.0", "1.1.0")
        await there.owner.post(path_of(there, version="1.1.0"), report())
        for build in ("1", "2", "3"):
            await there.owner.post(path_of(there, f"build={build}"), report())
        for version, builds in (("1.0.0", ["3", "2"]), ("1.1.0", ["1"])):
            page = await there.owner.get(path_of(there, "", version))
            assert [each["build"] for each in page.json()["items"]] == builds


async def test_two_at_once_leave_not_one_too_many(
    database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update={"verifications_kept_version": 1})
    async with running(create(few)) as service:
        there = await place(service, "1.0.0")
        await there.owner.post(path_of(there, "build=1"), report())
        async with database.begin() as work:
            [[version_id]] = await work.rows(ANOTHER)
            await verifications.sweep(work, version_id, 1)
            other = there.owner.post(path_of(there, "build=3"), report())
            async with meanwhile(database, work, other):
                await work.commit()
        page = await there.owner.get(path_of(there, ""))
        assert [each["build"] for each in page.json()["items"]] == ["3"]


ANOTHER = text(
    """
    INSERT INTO verifications
    SELECT another.* FROM verifications AS one, jsonb_populate_record(
        one, jsonb_build_object('id', uuidv7(), 'recorded_at', clock_timestamp())
    ) AS another
    RETURNING version_id
    """
)
