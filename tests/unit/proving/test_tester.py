"""The command line and the configuration that the fuzzer gets."""

import dataclasses
import json
from pathlib import Path

import pytest
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from scripts.proving.belongings import Belongings
from scripts.proving.tester import (
    CONFIGURATION,
    HOOKS,
    Run,
    command,
    configuration,
    unknown,
)
from scripts.proving.token_desk import wfc_document

IDS = Belongings(
    team_ids=["tm_1"],
    api_ids=["api_1"],
    api_key_ids=["key_1"],
    invitation_ids=["inv_1"],
    oauth_client_ids=["ocl_1"],
    person_ids=["per_1"],
    session_ids=["ses_1"],
    versions=["1.0.0"],
    comparison_ids=["cmp_1"],
    acceptance_ids=["acc_1"],
    proposals=[1],
    revisions=[1],
    consumer_ids=["con_1"],
    consumer_version_ids=["cov_1"],
    usage_digests=["sha256:0"],
    environment_ids=["env_1"],
    deployment_ids=["dep_1"],
    verification_ids=["vrf_1"],
    emails=["a@example.com"],
)


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SchemathesisConfig:
    people = tmp_path / "people.json"
    people.write_text(json.dumps(wfc_document("http://127.0.0.1:1", ["ada", "grace"])))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_HOOKS", str(HOOKS))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_PEOPLE", str(people))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("COUNTERSIGN_FUZZ_TALLY", str(tmp_path / "tally.json"))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_FINDINGS", str(tmp_path / "findings.json"))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_SEQUENCES", "1")
    monkeypatch.setenv("COUNTERSIGN_FUZZ_BYSTANDER", "bystander@example.com")
    file = tmp_path / "schemathesis.toml"
    file.write_text(configuration(IDS))
    return SchemathesisConfig.from_path(str(file))


def test_nothing_is_switched_off(configured: SchemathesisConfig) -> None:
    project = configured.projects.default
    checks = project.checks
    for name in vars(type(checks))["__slots__"]:
        check = getattr(checks, name)
        assert name.startswith("_") or name == "max_response_time" or check.enabled
    phases = project.phases
    for phase in (phases.examples, phases.coverage, phases.fuzzing, phases.stateful):
        assert phase.enabled
    assert len(project.generation.modes) == 2
    assert phases.stateful.max_steps == 12
    assert len(phases.stateful.inference.algorithms) == 2
    assert phases.coverage.generate_duplicate_query_parameters
    assert {"query", "trace"} <= phases.coverage.unexpected_methods
    assert project.warnings.fail_on
    # One operation has an exception, and that is to statuses only.
    assert "warnings" not in CONFIGURATION.read_text().partition("[[operations]]")[2]
    assert not any(one.enabled is False for one in project.operations.operations)


def test_server_errors_and_rates_are_no_answers_to_valid_data(
    configured: SchemathesisConfig,
) -> None:
    checks = configured.projects.default.checks
    accepted = checks.positive_data_acceptance.expected_statuses
    rejected = checks.negative_data_rejection.expected_statuses
    for loose in ("422", "429", "5xx", "500"):
        assert loose not in accepted
    for loose in ("429", "5xx", "500", "2xx"):
        assert loose not in rejected


def test_forbidden_is_an_answer_only_because_it_is_judged(
    configured: SchemathesisConfig,
) -> None:
    accepted = configured.projects.default.checks.positive_data_acceptance
    assert "403" in accepted.expected_statuses
    assert "access" in CHECKS.get_all_names()
    assert configured.projects.default.checks.get_by_name(name="access").enabled


def test_operations_are_checked_against_the_contract() -> None:
    assert unknown(["get_api", "get_nothing"]) == ["get_nothing"]


def test_chosen_operations_make_no_sequences(tmp_path: Path) -> None:
    whole = Run("http://h:1", 3, 200, tmp_path)
    part = dataclasses.replace(whole, operations=("get_api",))
    words = [command(run, tmp_path / "c", color=False) for run in (whole, part)]
    phases = [any("--phases" in word for word in each) for each in words]
    assert phases == [False, True]


def test_dictionaries_without_values_are_left_out() -> None:
    text = configuration(Belongings(team_ids=["tm_1", 'quo"te']), kept="x = 1")
    assert text == 'x = 1\n[dictionaries.team_ids]\nvalues = ["tm_1", "quo\\"te"]\n'


def test_the_command_names_seed_reports_and_chosen_operations(tmp_path: Path) -> None:
    run = Run("http://h:1", 3, 200, tmp_path, ("get_api", "list_apis"))
    words = command(run, tmp_path / "c.toml", color=False)
    assert words[words.index("--seed") + 1] == "3"
    assert words[words.index("--max-examples") + 1] == "200"
    assert words.index("--no-color") < words.index("run")
    assert "--include-operation-id=list_apis" in words
    assert str(run.junit) in words
    assert "--no-color" not in command(run, tmp_path / "c.toml", color=True)
