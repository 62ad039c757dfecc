"""What is read out of the fuzzer's reports."""

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from scripts.fuzzing.findings import FuzzFinding, Reproduction
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.fuzzing.traffic import PHASES
from scripts.proving.report import FuzzOutcome, markdown, read
from scripts.proving.tester import Run

CURL = "curl -i -X GET 'http://127.0.0.1:1/v1/teams?limit=0'"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run("http://127.0.0.1:1", seed=7, examples=1, reports=tmp_path)


def write(run: Run, **changes: object) -> None:
    summary = {
        "stop_reason": "completed",
        "test_cases": {"generated": 1234},
        "errors": [],
        "warnings": {"missing_auth": []},
        "operations": {"tested": 39},
    }
    run.summary.write_text(json.dumps(summary | changes))
    tally(run, ([phase, "get_a", "positive", 200, 1] for phase in PHASES))


def tally(run: Run, rows: Iterable[list[object]], **others: object) -> None:
    kept = {"requests": list(rows), "judged": [], "turned_away": []}
    run.tally.write_text(json.dumps(kept | others))


def found(run: Run, command: str, *before: str) -> None:
    finding = FuzzFinding(
        operation="GET /a",
        check="not_a_server_error",
        title="Server error",
        kind="500",
        message="500",
        request=Reproduction(command, before),
        count=3,
    )
    content = {"findings": [dataclasses.asdict(finding)]}
    run.findings.write_text(json.dumps(content))


def test_a_complete_run_without_findings_passes(run: Run) -> None:
    write(run)
    outcome = read(run, 0, 1.0)
    assert outcome.passed
    assert outcome.cases == 1234
    assert "nothing found" in markdown([outcome])
    assert "1,234" in markdown([outcome])


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (1, {}),
        (0, {"stop_reason": "interrupted"}),
        (0, {"stop_reason": "failure_limit"}),
    ],
)
def test_anything_else_does_not(
    run: Run, status: int, changes: dict[str, object]
) -> None:
    write(run, **changes)
    assert not read(run, status, 1.0).passed


def test_a_run_without_reports_does_not_pass(run: Run) -> None:
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    assert "before it wrote its reports" in markdown([outcome])


def test_a_finding_fails_the_run_and_is_shown_with_its_command(run: Run) -> None:
    write(run)
    found(run, CURL, "curl -i -X POST http://127.0.0.1:1/v1/teams")
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    assert [one.seeds for one in outcome.findings] == [(7,)]
    text = markdown([outcome])
    assert "FAILED" in text
    assert "**GET /a** Server error: 500 (3 times)" in text
    assert f"`{CURL}`" in text
    assert text.index("-X POST") < text.index("-X GET")


def test_a_long_command_is_cut_in_the_overview(run: Run) -> None:
    write(run)
    found(run, f"curl -X {'a' * 999}")
    assert f"curl -X {'a' * 500}" in markdown([read(run, 1, 1.0)])
    assert "a" * 800 not in markdown([read(run, 1, 1.0)])


def test_errors_and_warnings_are_named(run: Run) -> None:
    write(
        run,
        errors=[{"title": "Network Error", "count": 2}],
        warnings={"missing_test_data": ["GET /b"]},
    )
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    text = markdown([outcome])
    assert "Network Error (2 times)" in text
    assert "missing_test_data: GET /b" in text


@pytest.mark.parametrize(("mode", "status"), [("positive", 404), ("negative", 200)])
def test_a_run_in_which_an_operation_never_succeeded_fails(
    run: Run, mode: str, status: int
) -> None:
    write(run)
    rows = [[phase, "get_a", "positive", 304, 1] for phase in PHASES]
    tally(run, [*rows, ["fuzzing", "get_b", mode, status, 7]])
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    assert "no valid request succeeded: `get_b`" in markdown([outcome])


@pytest.mark.parametrize("silent", PHASES)
def test_a_phase_that_sent_nothing_fails_the_run(run: Run, silent: str) -> None:
    write(run)
    tally(run, [[p, "get_a", "positive", 200, 1] for p in PHASES if p != silent])
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    assert f"phase {silent} sent too few requests" in markdown([outcome])


def test_a_run_of_chosen_operations_has_no_sequences(run: Run) -> None:
    write(run)
    tally(run, [[p, "get_a", "positive", 200, 1] for p in PHASES[:3]])
    chosen = dataclasses.replace(run, operations=("get_a",))
    assert read(chosen, 0, 1.0).passed


def test_the_answers_of_all_seeds_are_added_up(run: Run) -> None:
    write(run)
    rows = [["stateful", "get_a", "positive", 404, 2], ["x", "get_a", "other", 405, 3]]
    kept = [[phase, "get_a", "positive", 200, 600] for phase in PHASES[:3]]
    tally(run, [*kept, *rows])
    outcome = read(run, 0, 1.0)
    text = markdown([outcome, outcome])
    assert "| `get_a` | 3,610 | 3,600 x 200 | 4 x 404 | 6 x 405 |" in text


def test_what_the_answers_were_by_the_rights_of_callers_is_shown(run: Run) -> None:
    write(run)
    judged = [[403, "right", 4], [403, "unknown", 1], [200, "right", 1000]]
    turned_away = [["create_team", 429, "quota_exceeded", 2]]
    rows = [[phase, "get_a", "positive", 200, 1] for phase in PHASES]
    tally(run, rows, judged=judged, turned_away=turned_away)
    outcome = read(run, 0, 1.0)
    text = markdown([outcome, outcome])
    assert outcome.passed
    assert "| 403 | 8 | 0 | 2 |" in text
    assert "| 200 | 2,000 | 0 | 0 |" in text
    assert "- `create_team` turned away 4 x 429 quota_exceeded" in text


def test_no_token_is_shown(run: Run) -> None:
    write(run)
    curl = "curl -X GET -H 'Authorization: Bearer eyJ0.eyJp-_.QQ' http://h/v1/teams"
    found(run, curl)
    text = markdown([read(run, 1, 1.0)])
    assert 'curl -X GET -H "Authorization: Bearer $TOKEN" http://h/v1/teams' in text


def test_an_outcome_knows_nothing_it_was_not_told() -> None:
    assert not FuzzOutcome(seed=1, status=0, seconds=0.0).passed


def test_what_sequences_find_fails_a_run(run: Run) -> None:
    write(run)
    found(run, CURL)
    [other] = read(run, 0, 1.0).findings
    mine = dataclasses.replace(other, check="removed_is_gone", title="Still there")
    run.findings.unlink()
    played = PlayedSequences((mine,), ("POST /b: nothing reads it",), 7, 2)
    outcome = dataclasses.replace(read(run, 0, 1.0), sequences=played)
    assert not outcome.passed
    told = markdown([outcome])
    assert "Still there" in told
    assert "- POST /b: nothing reads it" in told
