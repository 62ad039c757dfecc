"""Owners list, filter, export and verify their team's audit records."""

import argparse
import json
from typing import Any

import psycopg
import pytest
from psycopg import sql

from impl.database import audit_trail
from impl.database.unit_of_work import Database
from impl.errors import Forbidden
from impl.event_records import AuditFilter
from impl.security import ids
from impl.security.caller import Caller
from impl.services import audit_records
from scripts.auditing import command
from tests.support.client import Actor, Service
from tests.support.pages import SiteBrowser

pytestmark = pytest.mark.asyncio
EVERYTHING = {"team": None, "actor": None, "action": None, "since": None, "until": None}


async def listed(actor: Actor, team: str, query: str = "") -> list[dict[str, Any]]:
    page = await actor.get(f"{team}/audit{query}")
    assert page.status_code == 200, page.text
    items: list[dict[str, Any]] = page.json()["items"]
    return items


async def verified(actor: Actor, team: str) -> dict[str, Any]:
    answer = await actor.get(f"{team}/audit/verification")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def actions(records: list[dict[str, Any]]) -> list[str]:
    return [each["action"] for each in records]


async def begun(service: Service) -> tuple[Actor, Actor, str, str]:
    """A team with an owner, a maintainer and an API that both changed."""
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "maintainer")
    api = await service.api(bob, team)
    await ada.patch(api, {"title": "Refunds"}, "*")
    return ada, bob, team, api


async def test_records_are_listed_by_pages_and_filters(service: Service) -> None:
    ada, bob, team, api = await begun(service)
    whole = await listed(ada, team)
    order = ["api.updated", "api.created", "member.added", "team.created"]
    assert actions(whole) == order
    assert [each["number"] for each in whole] == [4, 3, 2, 1]
    assert whole[0]["details"]["after"] == {"title": "Refunds"}
    assert (whole[0]["actor"], whole[1]["actor"]) == (ada.id, bob.id)
    assert (whole[0]["client"], bool(whole[0]["request_id"])) == ("127.0.0.1", True)
    paged: list[dict[str, Any]] = []
    at: str | None = f"{team}/audit?limit=3"
    while at:
        page = await ada.get(at)
        paged += page.json()["items"]
        link = page.headers.get("link")
        at = link[1 : link.index(">")] if link else None
    assert paged == whole
    subject = api.rpartition("/")[2]
    second = whole[2]["occurred_at"]
    for query, expected in (
        (f"?actor={bob.id}", order[1:2]),
        ("?action=member.added", order[2:3]),
        (f"?subject={subject}", order[:2]),
        (f"?subject={subject}&actor={ada.id}", order[:1]),
        (f"?since={second}", order[:3]),
        (f"?until={second}", order[3:]),
        ("?action=person.registered", []),
    ):
        assert actions(await listed(ada, team, query)) == expected, query
    other = (await ada.get(f"{team}/audit?limit=1")).json()["next_cursor"]
    refused = await ada.get(f"{team}/audit?action=api.created&cursor={other}")
    assert refused.json()["code"] == "unknown_cursor"


async def test_the_export_is_the_one_of_the_command_line(
    service: Service,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit_records, "_BATCH", 3)
    ada, _, team, _ = await begun(service)
    answer = await ada.get(f"{team}/audit/export")
    assert answer.headers["content-type"] == "application/jsonl"
    lines = [json.loads(each) for each in answer.text.splitlines()]
    monkeypatch.setenv("DATABASE_URL", database_url)
    options = argparse.Namespace(
        **{**EVERYTHING, "command": "export", "team": team.rpartition("/")[2]}
    )
    capsys.readouterr()
    assert command.run(options) == 0
    told = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert lines == told
    assert len(lines) == 4
    listed_too = await listed(ada, team)
    assert lines == listed_too[::-1]
    some = await ada.get(f"{team}/audit/export?action=api.created")
    assert [json.loads(each) for each in some.text.splitlines()] == [lines[2]]


async def test_an_export_that_is_cut_short_does_not_end_well(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_records, "_BATCH", 2)
    ada, bob, team, _ = await begun(service)
    await ada.patch(f"{team}/members/{bob.id}", {"role": "owner"}, "*")
    caller = Caller(ids.decode(ids.PERSON, bob.id))
    team_id = ids.decode(ids.TEAM, team.rpartition("/")[2])
    records = audit_records.AuditRecords(database)
    export = await records.export(caller, team_id, AuditFilter())
    assert (await anext(export)).number == 1
    await ada.patch(f"{team}/members/{bob.id}", {"role": "member"}, "*")
    assert (await anext(export)).number == 2
    with pytest.raises(Forbidden):
        await anext(export)


async def test_only_owners_read_them(service: Service) -> None:
    _, bob, team, _ = await begun(service)
    for path in ("", "/export", "/verification"):
        refused = await bob.get(f"{team}/audit{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    there = await SiteBrowser(service).log_in(bob)
    at = await _page_of(bob, team)
    assert (await there.open(at)).status == 403
    assert f'href="{at}"' not in (await there.open(at.removesuffix("/audit"))).html


async def test_a_chain_is_followed_link_by_link(
    service: Service, database_url: str
) -> None:
    ada, _, team, _ = await begun(service)
    other = await service.team(ada)
    whole = await listed(ada, team)
    sound = await verified(ada, team)
    assert sound == {
        "verified": True,
        "records": 4,
        "last_number": 4,
        "last_digest": whole[0]["digest"],
    }
    chain = whole[0]["chain"]
    for change, number in (
        ("UPDATE audit_events SET actor = 'per_x' WHERE number = 2 AND chain = {}", 2),
        ("DELETE FROM audit_events WHERE number = 3 AND chain = {}", 3),
        ("DELETE FROM audit_events WHERE number = 1 AND chain = {}", 1),
        ("DELETE FROM audit_events WHERE number = 4 AND chain = {}", 4),
        ("UPDATE audit_chains SET last_digest = 'x' WHERE chain = {}", 4),
        ("UPDATE audit_chains SET pruned_digest = 'x' WHERE chain = {}", 1),
        ("UPDATE audit_events SET number = 9 WHERE number = 3 AND chain = {}", 3),
    ):
        with psycopg.connect(database_url) as link:
            link.execute("SET session_replication_role = replica")
            saved = [_rows(link, table, chain) for table in _TABLES]
            link.execute(sql.SQL(change).format(sql.Literal(chain)))
            link.commit()
            found = await verified(ada, team)
            assert (found["verified"], found.get("first_broken")) == (False, number)
            with pytest.raises(audit_trail.BrokenLink):
                audit_trail.verify(database_url)
            for table, rows in zip(_TABLES, saved, strict=True):
                _restore(link, table, chain, rows)
            link.commit()
    assert await verified(ada, team) == sound
    assert (await verified(ada, other))["verified"]


_TABLES = ("audit_events", "audit_chains")


def _rows(link: psycopg.Connection, table: str, chain: str) -> list[str]:
    query = sql.SQL("SELECT to_json(t)::text FROM {} AS t WHERE chain = %s")
    return [
        row[0] for row in link.execute(query.format(sql.Identifier(table)), [chain])
    ]


def _restore(link: psycopg.Connection, table: str, chain: str, rows: list[str]) -> None:
    known = sql.Identifier(table)
    link.execute(sql.SQL("DELETE FROM {} WHERE chain = %s").format(known), [chain])
    back = sql.SQL("INSERT INTO {0} SELECT * FROM json_populate_record(null::{0}, %s)")
    for row in rows:
        link.execute(back.format(known), [row])


async def _page_of(actor: Actor, team: str) -> str:
    return f"/t/{(await actor.get(team)).json()['name']}/audit"


async def test_owners_see_them_on_a_page(service: Service) -> None:
    ada, bob, team, api = await begun(service)
    there = await SiteBrowser(service).log_in(ada)
    at = await _page_of(ada, team)
    assert f'href="{at}"' in (await there.open(at.removesuffix("/audit"))).html
    page = await there.open(at)
    assert page.status == 200
    assert api.rpartition("/")[2] in page.text
    assert "127.0.0.1" in page.text
    some = await there.open(f"{at}?actor={bob.id}&since=2020-01-01&until=nonsense")
    assert "made an API" in some.text
    assert "made a team" not in some.text
    none = await there.open(f"{at}?until=2020-01-01")
    assert "Nothing of that kind is on record." in none.text
    followed = await there.open(f"{at}?verify=1")
    assert "Every link of 4 records holds" in followed.text
