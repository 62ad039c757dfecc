"""Audit records are only added, linked by the database, and any change is found."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql
from pydantic import SecretStr
from sqlalchemy import make_url

from impl.database import audit_trail, backups, service_role
from impl.database.audit_trail import BrokenLink, NotAnEnd, Verified, verify
from impl.database.service_role import NoSuchRole, grant
from impl.settings import Settings
from impl.startup import prepare
from scripts.auditing.arguments import arguments
from scripts.auditing.command import run
from tests.conftest import with_database
from tests.support.emptying import emptying

TEAM, OTHER = (f"0198c0de-0000-7000-8000-00000000000{n}" for n in (1, 2))
TABLES = ("audit_events", "audit_chains")
FORGED = """
    UPDATE audit_events AS one SET digest = audit_digest(one, number, earlier.digest)
    FROM (SELECT number + 1 AS next, chain, digest FROM audit_events) AS earlier
    WHERE earlier.chain = one.chain AND earlier.next = one.number AND number = {}
"""
# As if the chain ended there.
ENDS = """
    UPDATE audit_chains SET last_number = number, last_digest = digest
    FROM audit_events AS one WHERE one.chain = audit_chains.chain AND number = {}
"""
ADDED = f"""
    INSERT INTO audit_events (chain, number, digest, action, subject)
    VALUES ('{OTHER}', 2, '', 'a', 'b')
"""


@pytest.fixture(scope="module")
def own_url(server_url: str, template: str) -> Iterator[str]:
    name = f"countersign_audit_{os.getpid()}"
    known = sql.Identifier(name)
    with psycopg.connect(server_url, autocommit=True) as link:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        link.execute(make.format(known, sql.Identifier(template)))
        yield with_database(server_url, name)
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(known))


@pytest.fixture
def url(own_url: str) -> Iterator[str]:
    """A database in which a team has three records, another and a person one each."""
    with psycopg.connect(own_url) as link:
        for team, actor, age in (
            *((TEAM, "per_a", days) for days in (90, 60, 0)),
            (OTHER, "per_a", 0),
            (None, "per_b", 0),
        ):
            add(link, team, actor, age)
    yield own_url
    with psycopg.connect(own_url) as link:
        link.execute(emptying(TABLES).encode())


def add(
    link: psycopg.Connection, team: str | None, actor: str | None, age: int = 0
) -> None:
    link.execute(
        "INSERT INTO audit_events (id, occurred_at, team_id, actor, action, subject,"
        " details, client, request_id) VALUES (uuidv7(make_interval(days => -%(age)s)),"
        " now() - make_interval(days => %(age)s), %(team)s, %(actor)s, 'api.updated',"
        """ 'größe', '{"after": {"é": [null, 1.50]}}', '::1', 'r')""",
        {"team": team, "actor": actor, "age": age},
    )


def tamper(url: str, *statements: str) -> None:
    """Change what is there as only the owner of the tables can, when it means to."""
    with psycopg.connect(url) as link:
        for table in TABLES:
            link.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        for statement in statements:
            link.execute(statement.encode())
        for table in TABLES:
            link.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


def test_what_nobody_touched_holds(url: str) -> None:
    assert verify(url) == Verified(chains=3, records=5)
    noted = {each.chain: each for each in audit_trail.ends(url)}
    with psycopg.connect(url) as link:
        add(link, TEAM, None)
        add(link, None, None)
    assert verify(url, noted) == Verified(chains=4, records=7)
    for end in noted.values():
        assert audit_trail.end_of(f"{end}\n") == end
    with pytest.raises(NotAnEnd, match="does not say where"):
        audit_trail.end_of("1 2 3")


@pytest.mark.parametrize(
    ("found", "statements"),
    [
        (
            r"record 2 of .* is not what",
            ["UPDATE audit_events SET actor = 'per_c' WHERE number = 2"],
        ),
        (
            r"record 2 of .* is not what",
            ["UPDATE audit_events SET details = jsonb '[1.5]' WHERE number = 2"],
        ),
        (
            r"record 3 of .* is not what",
            [
                "UPDATE audit_events SET action = 'a' WHERE number = 2",
                FORGED.format(2),
            ],
        ),
        (r"record 2 of .* is missing", ["DELETE FROM audit_events WHERE number = 2"]),
        (r"record 1 of .* is missing", ["DELETE FROM audit_events WHERE number = 1"]),
        (
            r"ends with record 2, and ended with 3",
            ["DELETE FROM audit_events WHERE number = 3"],
        ),
        (
            r"record 2 of .* is not what",
            [
                "UPDATE audit_events SET number = 9 WHERE number = 2",
                "UPDATE audit_events SET number = 2 WHERE number = 3",
                "UPDATE audit_events SET number = 3 WHERE number = 9",
            ],
        ),
        (
            r"record 2 of .* is not what",
            [ADDED],
        ),
        (
            r"nothing is known of chain per_b",
            ["DELETE FROM audit_chains WHERE chain = 'per_b'"],
        ),
        (
            r"chain .* does not begin as it did",
            [
                "UPDATE audit_events SET subject = 'c' WHERE number = 1",
                "UPDATE audit_chains SET pruned_digest = ''",
            ],
        ),
    ],
)
def test_the_first_broken_link_is_found(
    url: str, found: str, statements: list[str]
) -> None:
    tamper(url, *statements)
    with pytest.raises(BrokenLink, match=found):
        verify(url)


@pytest.mark.parametrize(
    ("found", "statements"),
    [
        (
            r"chain per_b is gone",
            [f"DELETE FROM {each} WHERE chain = 'per_b'" for each in TABLES],
        ),
        (
            r"ends with record 2, and had 3 earlier",
            [
                "DELETE FROM audit_events WHERE number = 3",
                ENDS.format(2),
            ],
        ),
        (
            r"record 3 of .* was another one earlier",
            [
                "UPDATE audit_events SET action = 'a' WHERE number = 2",
                FORGED.format(2),
                FORGED.format(3),
                ENDS.format("last_number"),
            ],
        ),
    ],
)
def test_what_is_linked_anew_is_found_by_what_was_noted(
    url: str, found: str, statements: list[str]
) -> None:
    noted = {each.chain: each for each in audit_trail.ends(url)}
    tamper(url, *statements)
    verify(url)
    with pytest.raises(BrokenLink, match=found):
        verify(url, noted)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET actor = NULL",
        "DELETE FROM audit_events",
        "DELETE FROM audit_events WHERE number = 3",
        "DELETE FROM audit_events WHERE number = 2",
        "TRUNCATE audit_events",
        "UPDATE audit_chains SET last_number = 1",
        "INSERT INTO audit_chains VALUES ('a', 0, '', 0, '')",
        "DELETE FROM audit_chains",
        "TRUNCATE audit_chains",
    ],
)
def test_the_database_refuses_to_change_them(url: str, statement: str) -> None:
    with (
        psycopg.connect(url) as link,
        pytest.raises(errors.InsufficientPrivilege, match="audit records"),
    ):
        link.execute(statement.encode())
    assert verify(url) == Verified(chains=3, records=5)


def test_only_the_oldest_go_by_their_age(url: str) -> None:
    prune = "SELECT prune_audit_events(make_interval(days => %s), %s)"
    with psycopg.connect(url, autocommit=True) as link:
        for days, most, gone in ((70, 5, 1), (70, 5, 0), (1, 5, 1), (0, 5, 0)):
            assert link.execute(prune, (days, most)).fetchone() == (gone,)
            verify(url)
        # Older than the one before it, which stays.
        for age in (40, 10, 50):
            add(link, TEAM, None, age)
        add(link, None, "per_c", 45)
        add(link, None, "per_c", 44)
        counts = [link.execute(prune, (1, 1)).fetchone() for _ in range(4)]
    assert counts.count((1,)) == 2
    assert verify(url) == Verified(chains=4, records=6)


def test_writers_at_once_keep_the_chains_whole(url: str) -> None:
    def write(team: str) -> None:
        with psycopg.connect(url, autocommit=True) as link:
            for _ in range(10):
                with link.transaction():
                    add(link, team, None)
                    add(link, None, "per_new")

    threads = [threading.Thread(target=write, args=(t,)) for t in (TEAM, OTHER) * 3]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert verify(url) == Verified(chains=4, records=5 + 2 * 60)


def test_nobody_waits_for_another_team(url: str) -> None:
    with psycopg.connect(url) as slow, psycopg.connect(url) as quick:
        add(slow, TEAM, None)
        quick.execute("SET lock_timeout = '100ms'")
        add(quick, OTHER, None)
        add(quick, None, "per_a")
        quick.commit()
        quick.execute("SET lock_timeout = '100ms'")
        with pytest.raises(errors.LockNotAvailable):
            add(quick, TEAM, None)
        quick.rollback()
    verify(url)


@pytest.fixture
def role(server_url: str, url: str) -> Iterator[str]:
    name = f"service_{uuid4().hex[:12]}"
    known = sql.Identifier(name)
    with psycopg.connect(server_url, autocommit=True) as link:
        link.execute(sql.SQL("CREATE ROLE {} LOGIN").format(known))
        yield name
        with psycopg.connect(url) as owner:
            owner.execute(sql.SQL("DROP OWNED BY {}").format(known))
        link.execute(sql.SQL("DROP ROLE {}").format(known))


def by(role: str, url: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


def test_the_service_has_a_role_that_owns_nothing(url: str, role: str) -> None:
    grant(url, role)
    grant(url, role)
    as_role = psycopg.conninfo.make_conninfo(url, user=role)
    with psycopg.connect(as_role, autocommit=True) as link:
        add(link, TEAM, None, 50)
        for statement in (
            "UPDATE audit_events SET actor = NULL",
            "DELETE FROM audit_events",
            "UPDATE audit_chains SET last_number = 1",
            "TRUNCATE audit_events",
            "ALTER TABLE audit_events DISABLE TRIGGER USER",
            "DROP TRIGGER keep ON audit_events",
            "SELECT begin_audit_chain('a')",
            "SET session_replication_role = replica",
            "UPDATE alembic_version SET version_num = 'a'",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                link.execute(statement.encode())
        # A table of its own does not get between.
        link.execute("CREATE TEMPORARY TABLE audit_chains (chain text)")
        add(link, TEAM, None)
        found = link.execute("SELECT prune_audit_events('1 day', 9)").fetchone()
        assert found == (2,)
    assert verify(url) == Verified(chains=3, records=5)


def test_the_service_starts_by_a_role_that_owns_nothing(url: str, role: str) -> None:
    grant(url, role)
    prepare(
        by(role, url),
        Settings(
            environment="test",
            secret_key=SecretStr("0123456789abcdefghijklmnopqrstuvwxyz"),
        ),
    )


def test_the_service_is_backed_up_by_a_role_that_owns_nothing(
    url: str, role: str, tmp_path: Path
) -> None:
    grant(url, role)
    content = backups.back_up(by(role, url), tmp_path / "file")
    assert content.tables["audit_events"][0] == 5


def test_rights_are_given_to_whom_they_bind(server_url: str, url: str) -> None:
    with pytest.raises(NoSuchRole, match="nobody_at_all is no role of this server"):
        service_role.grant(url, "nobody_at_all")
    with psycopg.connect(server_url) as link:
        [name] = link.execute("SELECT current_user").fetchone() or ("",)
    with pytest.raises(NoSuchRole, match="is a superuser"):
        service_role.grant(url, name)


def test_the_command_says_what_it_finds(
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    def audit(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["scripts/audit", *words])
        status = run(arguments())
        said = capsys.readouterr()
        return status, said.out, said.err

    assert audit("verify") == (0, "5 records in 3 chains: every link holds.\n", "")
    status, ends, _ = audit("ends")
    assert status == 0
    noted = tmp_path / "monday.ends"
    noted.write_text(ends)
    assert audit("verify", "--against", str(noted))[0] == 0
    words = ("--actor", "per_a", "--since", "2020-01-01", "--until", "2200-01-01")
    status, out, _ = audit("export", *words, "--action", "api.updated")
    records = [json.loads(line) for line in out.splitlines()]
    assert [(each["number"], each["subject"]) for each in records] == [
        (1, "größe"),
        (2, "größe"),
        (3, "größe"),
        (1, "größe"),
    ]
    assert records[0]["client"] == "::1"
    assert records[0]["details"] == {"after": {"é": [None, 1.5]}}
    team = records[3]["team_id"]
    assert audit("export", "--team", team)[1].count("\n") == 1
    assert audit("export", "--team", "tm_1")[0] == 2
    for name, content in (("none", None), ("odd", "x\n"), ("twice", ends + ends)):
        file = tmp_path / name
        if content is not None:
            file.write_text(content)
        status, out, err = audit("verify", "--against", str(file))
        assert (status, out) == (2, "")
        assert err.startswith("scripts/audit: ")
    tamper(url, "DELETE FROM audit_events WHERE number = 2")
    status, out, err = audit("verify")
    assert (status, out) == (1, "")
    assert err == f"scripts/audit: record 2 of chain {TEAM} is missing\n"
