"""What is there before it is measured what agreeing takes: written into a database."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, LiteralString
from uuid import UUID

import httpx2
import psycopg

from impl.engine.canonical import canonical
from impl.engine.comparison.verdicts.certificate_format import ENGINE
from impl.engine.openapi.methods import METHODS
from impl.security import ids
from impl.services.comparison_questions import (
    ChosenProfile,
    ComparedSide,
    question_between,
)
from scripts.proving.people import PersonClient
from scripts.proving.service import Service

_PROFILE: Final = "tolerant-reader"
_TIMEOUT: Final = 300.0


class AgreementError(Exception):
    """The service answers something else than is measured."""


class AgreementStage:
    """A team in a service with an API and an environment, and its database."""

    def __init__(self, service: Service, link: psycopg.Connection) -> None:
        self.link = link
        self.person = PersonClient.registered(service.url, "ada")
        self.team = self.person.create_team()
        self.api = self.person.create_api(self.team, policy={"approvals": 0})
        self.environment = self.person.create_environment(self.team)
        self.client = httpx2.Client(
            base_url=service.url, headers=self.person.headers, timeout=_TIMEOUT
        )
        self.names: dict[str, Any] = {
            "team": ids.decode(ids.TEAM, self.team),
            "api": ids.decode(ids.API, self.api),
            "environment": ids.decode(ids.ENVIRONMENT, self.environment),
            "actor": self.person.belongings.person_ids[0],
            "subject": self.api,
        }

    def run(self, statement: LiteralString, **values: object) -> list[Any]:
        """Run a statement; return its rows."""
        cursor = self.link.execute(statement, {**self.names, **values})
        return cursor.fetchall() if cursor.description else []

    def get(self, path: str) -> Any:
        """Return what is at a path of the team.

        Raises:
            AgreementError: it is not there.
        """
        answer = self.client.get(f"/v1/teams/{self.team}{path}")
        if answer.status_code != 200:
            raise AgreementError(f"{path} answered {answer.status_code}: {answer.text}")
        return answer.json()


def fill_feed(stage: AgreementStage, count: int) -> None:
    stage.run(
        "INSERT INTO audit_events (team_id, api_id, actor, action, subject, details)"
        " SELECT %(team)s, %(api)s, %(actor)s, (ARRAY['api.updated',"
        " 'deployment.recorded', 'version.published'])[1 + n %% 3], %(subject)s,"
        """ '{"version": "1.0.0"}' FROM generate_series(1, %(count)s) n""",
        count=count,
    )
    stage.run(
        "UPDATE event_feeds SET last_event_id = (SELECT id FROM audit_events"
        " WHERE team_id = %(team)s ORDER BY id DESC LIMIT 1) WHERE team_id = %(team)s"
    )
    stage.run("VACUUM ANALYZE audit_events")


def fill_place(stage: AgreementStage, versions: int, consumers: int) -> None:
    stage.run(
        "INSERT INTO versions (api_id, version, digest, media_type, size, openapi,"
        " title, operations, document) SELECT %(api)s, n || '.0.0', 'sha256:' ||"
        " encode(sha256(n::text::bytea), 'hex'), 'application/json', 2, '3.1.0',"
        " 'An API', 1, '{}' FROM generate_series(1, %(count)s) n",
        count=versions,
    )
    rise = max(versions // consumers, 1)
    add_consumers(stage, consumers)
    stage.run(
        "INSERT INTO known_contracts (consumer_version_id, version_id)"
        " SELECT built.id, known.id FROM consumers JOIN consumer_versions built"
        " ON built.consumer_id = consumers.id JOIN versions known ON known.api_id ="
        " %(api)s AND known.version = (split_part(name, '-', 2)::int * %(rise)s)"
        " || '.0.0' WHERE team_id = %(team)s",
        rise=rise,
    )
    found = stage.run(
        "SELECT id, version, digest FROM versions WHERE api_id = %(api)s"
        " ORDER BY split_part(version, '.', 1)::int"
    )
    candidate = found[-1]
    with stage.link.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO comparisons (api_id, team_id, question, base_version_id,"
            " base_digest, revision_version_id, revision_digest, profile, engine, seed,"
            " state, verdict, semver, base_meaning, revision_meaning, compatible,"
            " risky, breaking, undecided, certificate, certificate_digest, changelog,"
            " finished_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 'finished',"
            " 'compatible', 'minor', %s, %s, 1, 0, 0, 0, '{}', %s, '', now())",
            [_known(stage, base, candidate) for base in found[rise - 1 : -1 : rise]],
        )
    stage.run("VACUUM ANALYZE")


def _known(stage: AgreementStage, base: Any, candidate: Any) -> tuple[object, ...]:
    base_id, _, base_digest = base
    revision_id, _, digest = candidate
    side = ComparedSide(revision_id, digest)
    profile = ChosenProfile(_PROFILE)
    question = question_between((base_id, base_digest), side, profile)
    return (
        *(stage.names["api"], stage.names["team"], question.name),
        *(base_id, base_digest, revision_id, digest, _PROFILE, ENGINE),
        *(base_digest, digest, digest),
    )


def add_consumers(stage: AgreementStage, count: int) -> None:
    """Add consumers with a version each, which is in the environment."""
    stage.run(
        "INSERT INTO consumers (team_id, name, title) SELECT %(team)s, 'app-' || n,"
        " 'An application' FROM generate_series(1, %(count)s) n",
        count=count,
    )
    stage.run(
        "INSERT INTO consumer_versions (consumer_id, version) SELECT id, '1'"
        " FROM consumers WHERE team_id = %(team)s"
    )
    stage.run(
        "INSERT INTO deployments (environment_id, consumer_version_id)"
        " SELECT %(environment)s, built.id FROM consumers JOIN consumer_versions built"
        " ON built.consumer_id = consumers.id WHERE team_id = %(team)s"
    )


def add_usages(stage: AgreementStage, version: UUID, content: Any) -> None:
    """Let each consumer use some operations, of which no two use the same."""
    labels = [
        f"{method.upper()} {path}"
        for path, item in content["paths"].items()
        for method in METHODS
        if isinstance(item.get(method), dict)
    ]
    built = stage.run(
        "SELECT built.id FROM consumers JOIN consumer_versions built ON"
        " built.consumer_id = consumers.id WHERE team_id = %(team)s ORDER BY name"
    )
    for number, (built_id,) in enumerate(built):
        used: dict[str, Any] = {
            "operations": {label: {} for label in labels[number :: len(built)]}
        }
        usage = {"usage": "countersign.usage/1", "consumer": "app", **used}
        digest = f"sha256:{hashlib.sha256(canonical(used)).hexdigest()}"
        stage.run(
            "INSERT INTO known_contracts (consumer_version_id, version_id, usage,"
            " usage_digest) VALUES (%(built)s, %(version)s, %(usage)s, %(digest)s)",
            built=built_id,
            version=version,
            usage=json.dumps(usage).encode(),
            digest=digest,
        )
