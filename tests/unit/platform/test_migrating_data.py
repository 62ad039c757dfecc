"""Migrations keep what is there, and can be taken back."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from alembic import command
from psycopg import sql
from sqlalchemy import make_url

from impl.database import audit_trail, migrate, revisions

BEFORE = "0002"
# Others took their place.
REPLACED = "ix_audit_events_team_id"
DATA = """
INSERT INTO people (email, display_name, password_hash) VALUES ('a@b.ex', 'A', 'x');
INSERT INTO teams (name, title) VALUES ('one', 'One');
INSERT INTO apis (team_id, name, title)
    SELECT id, kind, 'T' FROM teams, unnest(ARRAY['full', 'empty']) kind;
INSERT INTO versions (api_id, version, digest, media_type, size, openapi, title,
                      operations, document)
    SELECT apis.id, n || '.0.0', 'sha256:' || lpad(n::text, 64, '0'),
           'application/json', n, '3.1.0', 'T', 0, convert_to(repeat('x', n), 'UTF8')
    FROM apis, generate_series(1, 4) n WHERE apis.name = 'full';
INSERT INTO idempotency_keys
    SELECT decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'),
           '{"email": "a@b.ex"}', now() + interval '1 day';
"""


@pytest.fixture
def old(server_url: str) -> Iterator[str]:
    """A database of the first releases, with something in it."""
    name = f"countersign_old_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = make_url(server_url).set(database=name).render_as_string(False)
        try:
            migrate.upgrade(url, BEFORE)
            with psycopg.connect(url) as filling:
                filling.execute(DATA)
            yield url
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def query(url: str, statement: sql.SQL) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchall()


def test_what_is_there_is_counted(old: str) -> None:
    migrate.upgrade(old)
    counted = sql.SQL("SELECT name, version_count, version_bytes FROM apis ORDER BY 1")
    assert query(old, counted) == [("empty", 0, 0), ("full", 4, 10)]


def test_answers_of_nobody_known_go(old: str) -> None:
    migrate.upgrade(old)
    assert query(old, sql.SQL("SELECT count(*) FROM idempotency_keys")) == [(0,)]


def test_an_index_that_was_given_up_halfway_is_made_again(old: str) -> None:
    migrate.upgrade(old, "0005")
    with psycopg.connect(old) as connection:
        connection.execute("CREATE INDEX ix_sessions_ended_at ON sessions (id)")
    migrate.upgrade(old)
    migrate.check_drift(old)


def test_taking_it_back_leaves_nothing_behind(old: str) -> None:
    everything = sql.SQL(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' UNION SELECT proname FROM pg_proc"
        " JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
        " UNION SELECT typname FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace"
        " WHERE nspname = 'public' UNION SELECT attrelid::regclass || '.' || attname"
        " FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
        " JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND attnum > 0 AND NOT attisdropped"
    )
    before = set(query(old, everything))
    migrate.upgrade(old)
    after = set(query(old, everything))
    assert after > {each for each in before if not str(each[0]).startswith(REPLACED)}
    with migrate.locked_connection(old) as connection:
        command.downgrade(migrate.configuration(connection), BEFORE)
    assert set(query(old, everything)) == before
    migrate.upgrade(old)
    migrate.check_drift(old)


def test_the_statements_for_people_are_those_that_run(old: str) -> None:
    """Percent signs and all."""
    migrate.upgrade(old, "0006")
    with psycopg.connect(old, autocommit=True) as connection:
        connection.execute(migrate.offline_sql("0006:0007").encode())
        body = (
            "SELECT prosrc FROM pg_proc WHERE proname = 'procrastinate_finish_job_v1'"
        )
        printed = connection.execute(body).fetchone()
    with migrate.locked_connection(old) as again:
        command.downgrade(migrate.configuration(again), "0006")
    migrate.upgrade(old)
    with psycopg.connect(old) as reader:
        assert reader.execute(body).fetchone() == printed


def test_what_was_recorded_before_there_were_links_gets_them(old: str) -> None:
    with psycopg.connect(old) as connection:
        connection.execute(
            "INSERT INTO audit_events (actor, team_id, action, subject)"
            " SELECT CASE WHEN n > 3 THEN 'per_a' END, CASE WHEN n > 6 THEN id END,"
            " 'a', 'b' FROM teams, generate_series(1, 9) AS n"
        )
    # One more arrives while the rest are still without.
    migrate.upgrade(old, "0032")
    with psycopg.connect(old) as connection:
        connection.execute(
            "INSERT INTO audit_events (actor, action, subject)"
            " VALUES ('per_a', 'a', 'late')"
        )
    migrate.upgrade(old)
    assert audit_trail.verify(old) == audit_trail.Verified(chains=3, records=10)
    last = sql.SQL("SELECT number FROM audit_events WHERE subject = 'late'")
    assert query(old, last) == [(4,)]


# What code that is still served does all the time, on tables that steps change.
TRAFFIC = (
    (
        "SELECT people.email FROM sessions JOIN people ON people.id = person_id"
        " WHERE revoked_at IS NULL"
    ),
    (
        "INSERT INTO sessions (person_id, expires_at)"
        " SELECT id, now() + interval '1 day' FROM people"
    ),
    (
        "INSERT INTO teams (name, title)"
        " VALUES ('t' || replace(uuidv7()::text, '-', ''), 'T')"
    ),
    (
        "UPDATE apis SET description = uuidv7()::text, revision = revision + 1"
        " WHERE name = 'empty'"
    ),
    (
        "INSERT INTO audit_events (actor, team_id, action, subject)"
        " SELECT 'per_a', id, 'api.updated', 'b' FROM teams WHERE name = 'one'"
    ),
)


def served_meanwhile(url: str, oldest: str, done: threading.Event) -> int:
    """Do what replicas of an older release do; return how often all went well."""
    rounds = 0
    with psycopg.connect(url, options="-c lock_timeout=4s") as connection:
        while True:
            is_last = done.is_set()
            for statement in TRAFFIC:
                connection.execute(statement.encode())
            [[revision, note]] = connection.execute(revisions.STATE).fetchall()
            connection.commit()
            # Which `revisions.serves` reads.
            assert revision == oldest or note == revisions.note(revision, oldest)
            rounds += 1
            if is_last:
                return rounds


def test_replicas_of_the_release_before_go_on_meanwhile(old: str) -> None:
    oldest = migrate.scripts().get_revision(revisions.head()).module.oldest_code
    migrate.upgrade(old, oldest)
    with psycopg.connect(old) as connection:
        connection.execute(b"DELETE FROM audit_events")
    done = threading.Event()
    with ThreadPoolExecutor() as pool:
        replicas = [pool.submit(served_meanwhile, old, oldest, done) for _ in range(2)]
        try:
            migrate.upgrade(old)
        finally:
            done.set()
        rounds = sum(each.result(30) for each in replicas)
    assert rounds >= 2
    # What they recorded is linked as all else is.
    assert audit_trail.verify(old) == audit_trail.Verified(chains=1, records=rounds)


def test_keys_lose_what_the_release_before_does_not_know(old: str) -> None:
    migrate.upgrade(old)
    adding = sql.SQL(
        "INSERT INTO api_keys (team_id, name, hint, digest, scopes)"
        " SELECT id, made.name, 'csk_abcd', sha256(made.name::bytea),"
        " made.scopes::text[] FROM teams,"
        " (VALUES ('both', '{apis:read,deployments:read}'),"
        " ('new', '{deployments:read,consumers:write}'),"
        " ('newer', '{proposals:read,proposals:write}'), ('newest', '{events:read}'),"
        " ('old', '{apis:read}')) AS made (name, scopes)"
    )
    with psycopg.connect(old) as connection:
        connection.execute(adding)
    with migrate.locked_connection(old) as again:
        command.downgrade(migrate.configuration(again), "0009")
    kept = sql.SQL("SELECT name, scopes FROM api_keys ORDER BY name")
    assert query(old, kept) == [("both", ["apis:read"]), ("old", ["apis:read"])]
    migrate.upgrade(old)
    migrate.check_drift(old)
