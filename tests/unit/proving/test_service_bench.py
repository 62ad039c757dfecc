"""The peers of the service's bench send just what the contract has of an API."""

import importlib
import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey

from generated import models
from impl.tables import ApiRow
from scripts.benchmarks import identity
from scripts.benchmarks.ordinary_models import read


def test_the_peers_send_what_the_service_does(monkeypatch: pytest.MonkeyPatch) -> None:
    key = ECKey.generate_key("P-256").as_dict(private=False)
    monkeypatch.setenv(identity.KEY_VARIABLE, json.dumps(key))
    monkeypatch.setenv(identity.ISSUER_VARIABLE, "https://registry.example.com")
    bare = importlib.import_module("scripts.benchmarks.bare")
    now = datetime.now(UTC)
    api = ApiRow(
        id=uuid4(),
        team_id=uuid4(),
        name="payments",
        title="Payments",
        description="All of them.",
        visibility="team",
        policy_profile="tolerant-reader",
        major_version_for="undecided",
        required_approvals=1,
        author_approvals=False,
        signer_role="member",
        breaking_change_needs="nothing",
        direct_publishing=True,
        verification_required=True,
        verification_days=30,
        threads_resolved=False,
        version_count=0,
        version_bytes=0,
        proposal_count=0,
        proposal_bytes=0,
        revision=1,
        created_at=now,
        updated_at=now,
    )
    sent = read(api).model_dump()
    assert sent.keys() == models.Api.model_fields.keys()
    policy = sent["policy"]
    assert policy.keys() == models.Policy.model_fields.keys()
    verification = policy["verification"]
    assert verification.keys() == models.VerificationPolicy.model_fields.keys()
    columns = [getattr(api, name) for name in bare.COLUMNS.split(", ")]
    assert bare.written(columns) == sent
