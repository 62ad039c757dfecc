"""Every constraint means something to the domain, or can't be violated but by a bug."""

import re
from pathlib import Path
from typing import TypedDict
from uuid import uuid4

import pytest
from sqlalchemy import CheckConstraint
from sqlalchemy.dialects import postgresql

from impl import repositories
from impl.database.errors import ConstraintViolated
from impl.database.unit_of_work import Database
from impl.errors import Conflict, NotFound
from impl.records import Policy
from impl.repositories import apis, constraints, members, people, teams, versions
from impl.repositories.versions import Publication
from impl.tables import metadata

pytestmark = pytest.mark.asyncio

POLICY = Policy("tolerant-reader", "undecided")


class ApiWords(TypedDict):
    """What an API is given."""

    name: str
    title: str
    description: str | None
    visible_to: str


def named(name: str) -> ApiWords:
    return {
        "name": name,
        "title": name.upper(),
        "description": None,
        "visible_to": "team",
    }


MADE_UP = "the server makes up a new id for each row"
RANDOM = "made of 256 random bits"
ON_CONFLICT = "its only INSERT says what happens on a conflict"
LOCKED = "who adds one holds the lock of its repository, and looks first"
KEPT = "what it refers to is locked, or written, in the same transaction"
UNREACHABLE = {
    "pk_acceptances": MADE_UP,
    "pk_account_tokens": RANDOM,
    "pk_api_keys": MADE_UP,
    "pk_apis": MADE_UP,
    "pk_audit_chains": ON_CONFLICT,
    "pk_audit_events": MADE_UP,
    "uq_audit_events_place": "the database numbers them, while it holds the chain",
    "pk_comparisons": MADE_UP,
    "pk_consumers": MADE_UP,
    "pk_consumer_versions": MADE_UP,
    "pk_deployments": MADE_UP,
    "pk_environments": MADE_UP,
    "pk_invitations": MADE_UP,
    "pk_mock_states": MADE_UP,
    "pk_outgoing_mail": MADE_UP,
    "pk_consents": MADE_UP,
    "pk_oauth_clients": MADE_UP,
    "pk_oauth_device_codes": MADE_UP,
    "pk_oauth_grants": MADE_UP,
    "pk_people": MADE_UP,
    "pk_proposal_revisions": MADE_UP,
    "pk_proposals": MADE_UP,
    "pk_reviews": MADE_UP,
    "pk_comment_threads": MADE_UP,
    "pk_comments": MADE_UP,
    "pk_sessions": MADE_UP,
    "pk_teams": MADE_UP,
    "pk_versions": MADE_UP,
    "pk_verifications": MADE_UP,
    "pk_webhook_deliveries": MADE_UP,
    "pk_webhooks": MADE_UP,
    "pk_signing_keys": "the thumbprint of a new key",
    "uq_api_keys_digest": RANDOM,
    "uq_oauth_device_codes_device_digest": RANDOM,
    "uq_oauth_grants_code_digest": RANDOM,
    "uq_oauth_device_codes_user_digest": ON_CONFLICT,
    "pk_oauth_revoked_tokens": ON_CONFLICT,
    "pk_comparison_turns": ON_CONFLICT,
    "pk_event_feeds": ON_CONFLICT,
    "pk_known_addresses": ON_CONFLICT,
    "pk_openid_identities": ON_CONFLICT,
    "uq_openid_identities_id": MADE_UP,
    "pk_passkeys": MADE_UP,
    "pk_passkey_handles": ON_CONFLICT,
    "pk_passkey_challenges": RANDOM,
    "uq_passkeys_credential_id": ON_CONFLICT,
    "fk_passkeys_person_id_people": KEPT,
    "fk_passkey_handles_person_id_people": KEPT,
    "pk_second_factors": ON_CONFLICT,
    "pk_recovery_codes": RANDOM,
    "fk_second_factors_person_id_people": KEPT,
    "fk_recovery_codes_person_id_people": KEPT,
    "pk_rate_limits": ON_CONFLICT,
    "pk_team_quotas": ON_CONFLICT,
    "uq_comparisons_api_id_question": ON_CONFLICT,
    "uq_consents_revision_id_consumer_id": ON_CONFLICT,
    "uq_mock_states_of_holder": ON_CONFLICT,
    "uq_consumer_versions_consumer_id_version": ON_CONFLICT,
    "uq_versions_api_id_digest": ON_CONFLICT,
    "uq_versions_api_id_version": ON_CONFLICT,
    "pk_idempotency_keys": LOCKED,
    "uq_signing_keys_state": LOCKED,
    "uq_deployments_version": LOCKED,
    "uq_proposal_revisions_proposal_id_number": LOCKED,
    "uq_proposals_api_id_number": LOCKED,
    "uq_proposals_version_id": LOCKED,
    "uq_deployments_consumer_version": LOCKED,
    "pk_known_contracts": "a set of contracts, of a new version",
    "pk_changes": "numbered once, by whoever finishes the comparison",
    "fk_oauth_device_codes_grant_id_oauth_grants": KEPT,
    "fk_changes_comparison_id_comparisons": KEPT,
    "fk_consumer_versions_consumer_id_consumers": KEPT,
    "fk_deployments_consumer_version_id_consumer_versions": KEPT,
    "fk_deployments_environment_id_environments": KEPT,
    "fk_deployments_version_id_versions": KEPT,
    "fk_idempotency_keys_person_id_people": KEPT,
    "fk_acceptances_api_id_apis": KEPT,
    "fk_proposals_api_id_apis": KEPT,
    "fk_consents_proposal_id_proposals": KEPT,
    "fk_consents_revision_id_proposal_revisions": KEPT,
    "fk_reviews_proposal_id_proposals": KEPT,
    "fk_reviews_revision_id_proposal_revisions": KEPT,
    "fk_comment_threads_proposal_id_proposals": KEPT,
    "fk_comments_thread_id_comment_threads": KEPT,
    "fk_proposals_version_id_versions": KEPT,
    "fk_proposal_revisions_base_version_id_versions": KEPT,
    "fk_proposal_revisions_proposal_id_proposals": KEPT,
    "fk_known_contracts_consumer_version_id_consumer_versions": KEPT,
    "fk_known_addresses_person_id_people": KEPT,
    "fk_sessions_person_id_people": KEPT,
    "fk_team_quotas_team_id_teams": KEPT,
}


def names() -> set[str]:
    """Return the names of all constraints but checks.

    Checks say again what the contract's bounds and the code's own choices ensure.
    """
    naming = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call] # by SQLAlchemy
    return {
        str(name)
        for table in metadata.sorted_tables
        for name in (
            *(
                naming.format_constraint(each)
                for each in table.constraints
                if not isinstance(each, CheckConstraint)
            ),
            *(index.name for index in table.indexes if index.unique),
        )
    }


async def test_every_constraint_is_accounted_for() -> None:
    meanings = set(constraints.MEANINGS)
    assert not meanings & UNREACHABLE.keys()
    assert names() == meanings | UNREACHABLE.keys()


async def test_statements_run_in_one_place_only() -> None:
    """Elsewhere a violated constraint would not be told by what it means."""
    assert running_statements() == {"rows.py"}


def running_statements() -> set[str]:
    [folder] = repositories.__path__
    return {
        file.name
        for file in Path(folder).glob("*.py")
        if re.search(r"\b(work|reader)\.(execute|rows)\(", file.read_text())
    }


async def test_rules_hold_without_http(database: Database) -> None:
    async with database.begin() as work:
        person = await people.create(
            work, email="a@example.com", display_name="A", password_hash="x"
        )
        team = await teams.create(work, name="one", title="One", description=None)
        await members.create(work, team.id, person.id, "owner")
        await apis.create(work, team.id, POLICY, **named("a"))
        other = await apis.create(work, team.id, POLICY, **named("b"))
        await work.commit()
    async with database.begin() as work:
        with pytest.raises(Conflict, match="account with this email") as taken:
            await people.create(
                work, email="A@example.com", display_name="B", password_hash="x"
            )
        assert taken.value.code == "email_taken"
        assert isinstance(taken.value.__cause__, ConstraintViolated)
    async with database.begin() as work:
        with pytest.raises(Conflict) as taken:
            await apis.update_one(work, other.id, POLICY, **named("a"))
        assert taken.value.code == "name_taken"
    async with database.begin() as work:
        with pytest.raises(Conflict) as taken:
            await members.create(work, team.id, person.id, "viewer")
        assert taken.value.code == "already_member"
    async with database.begin() as work:
        with pytest.raises(NotFound):
            await apis.create(work, uuid4(), POLICY, **named("a"))


async def test_a_publisher_may_go_while_they_publish(database: Database) -> None:
    async with database.begin() as work:
        team = await teams.create(work, name="one", title="One", description=None)
        api = await apis.create(work, team.id, POLICY, **named("a"))
        await work.commit()
    new = Publication(
        version="1.0.0",
        digest=f"sha256:{'0' * 64}",
        media_type="application/json",
        openapi="3.1.0",
        title="A",
        operations=0,
        document=b"{}",
    )
    async with database.begin() as work:
        with pytest.raises(NotFound):
            await versions.publish(work, api.id, uuid4(), new)


async def test_what_means_nothing_stays_a_bug(database: Database) -> None:
    async with database.begin() as work:
        with pytest.raises(ConstraintViolated, match="ck_teams_name_form"):
            await teams.create(work, name="No Name", title="x", description=None)
