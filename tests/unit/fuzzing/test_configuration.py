"""The configuration that Schemathesis gets for anybody's service."""

import json
from pathlib import Path

import pytest
from schemathesis.config import SchemathesisConfig
from schemathesis.wfc.loader import load_from_file

from scripts.fuzzing.commission import Commission
from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.given_headers import Identity, parse_header, parse_identity
from scripts.fuzzing.single_run import configuration, identities

NOTES = Path(__file__).resolve().parents[2] / "fuzzing" / "service" / "notes.yaml"


@pytest.fixture(scope="module")
def contract() -> FuzzedContract:
    return compiled(NOTES)


def commission(contract: FuzzedContract, *callers: Identity) -> Commission:
    headers = (parse_header("X-A: s3cret"),)
    return Commission(
        "notes.yaml", contract, "http://h", (1,), 5, (), headers, callers, Path()
    )


def configured(
    made: Commission, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> SchemathesisConfig:
    wfc = folder / "identities.json"
    wfc.write_text(json.dumps(identities(made)))
    # The real ones would stay in this process.
    (folder / "hooks.py").touch()
    monkeypatch.setenv("COUNTERSIGN_FUZZ_HOOKS", str(folder / "hooks.py"))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_IDENTITIES", str(wfc))
    monkeypatch.setenv("COUNTERSIGN_FUZZ_VALUE_0", "s3cret")
    file = folder / "schemathesis.toml"
    file.write_text(configuration(made))
    assert "s3cret" not in file.read_text()
    return SchemathesisConfig.from_path(str(file))


def test_nothing_is_switched_off(
    contract: FuzzedContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = configured(commission(contract), tmp_path, monkeypatch).projects.default
    checks = project.checks
    for name in vars(type(checks))["__slots__"]:
        check = getattr(checks, name)
        assert name.startswith("_") or name == "max_response_time" or check.enabled
    phases = project.phases
    for phase in (phases.examples, phases.coverage, phases.fuzzing, phases.stateful):
        assert phase.enabled
    assert len(project.generation.modes) == 2
    assert len(phases.stateful.inference.algorithms) == 2
    assert project.headers == {"X-A": "s3cret"}


def test_what_the_contract_allows_is_not_refused_and_what_it_forbids_is(
    contract: FuzzedContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = configured(commission(contract), tmp_path, monkeypatch).projects.default
    accepted = project.checks.positive_data_acceptance.expected_statuses
    rejected = project.checks.negative_data_rejection.expected_statuses
    assert not {"400", "422", "4xx"} & set(accepted)
    assert not {"2xx", "200", "3xx"} & set(rejected)


def test_the_first_caller_sends_and_the_others_look(
    contract: FuzzedContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    callers = [parse_identity(f"{name}=X-Who: {name}") for name in ("ada", "grace")]
    made = commission(contract, *callers)
    wfc = configured(made, tmp_path, monkeypatch).projects.default.auth.wfc
    assert wfc is not None
    assert (wfc.user, wfc.peers) == ("ada", ["ada", "grace"])
    assert [entry.name for entry in load_from_file(wfc.path)] == ["ada", "grace"]
    assert [header.value for header in made.sent] == ["s3cret", "ada"]
    assert [header.value for header in made.given] == ["s3cret", "ada", "grace"]


def test_one_caller_has_nobody_to_look_at(
    contract: FuzzedContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = commission(contract, parse_identity("ada=X-Who: ada"))
    wfc = configured(made, tmp_path, monkeypatch).projects.default.auth.wfc
    assert wfc is not None
    assert not wfc.peers
