"""What is read out of the fuzzer's reports."""

import json
from pathlib import Path

import pytest

from scripts.proving.report import Outcome, findings_in, markdown, read
from scripts.proving.tester import Run

TEXT = """1. Test Case ID: abc123

- ST201 Schema-violating request accepted

    Invalid data should have been rejected

- ST203 Missing required header accepted

[200] OK:

    `{}`

Reproduce with:

    curl -X GET http://127.0.0.1:1/v1/teams?limit=0

2. Test Case ID: DEF456

- ST101 Server error

Reproduce with:

    curl -X POST http://127.0.0.1:1/v1/teams
    curl -X GET http://127.0.0.1:1/v1/teams/x
"""


def test_every_code_of_every_case_is_a_finding_with_its_command() -> None:
    found = list(findings_in("GET /v1/teams", TEXT))
    assert [(one.code, one.title) for one in found] == [
        ("ST201", "Schema-violating request accepted"),
        ("ST203", "Missing required header accepted"),
        ("ST101", "Server error"),
    ]
    assert found[0].curl == "curl -X GET http://127.0.0.1:1/v1/teams?limit=0"
    assert found[0].curl == found[1].curl


def test_a_sequence_is_reproduced_by_its_last_call() -> None:
    *_, last = findings_in("Stateful tests", TEXT)
    assert last.curl == "curl -X GET http://127.0.0.1:1/v1/teams/x"


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
        "valid_rates": {},
    }
    run.summary.write_text(json.dumps(summary | changes))


def junit(run: Run, text: str) -> None:
    run.junit.write_text(
        '<testsuites><testsuite><testcase name="GET /a"><failure message="x">'
        f"{text}</failure></testcase></testsuite></testsuites>"
    )


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
    junit(run, TEXT)
    outcome = read(run, 0, 1.0)
    assert not outcome.passed
    text = markdown([outcome])
    assert "FAILED" in text
    assert "**GET /a** ST101 Server error (1 times)" in text
    assert "`curl -X GET http://127.0.0.1:1/v1/teams?limit=0`" in text


def test_a_long_command_is_cut_in_the_overview(run: Run) -> None:
    write(run)
    junit(run, f"1. Test Case ID: a\n\n- ST101 Server error\n\n    curl -X {'a' * 999}")
    assert "in full in the JUnit report" in markdown([read(run, 1, 1.0)])


def test_errors_warnings_and_unreached_operations_are_named(run: Run) -> None:
    phases = {"fuzzing": {"accepted": 0}, "coverage": {"accepted": 0}}
    write(
        run,
        errors=[{"title": "Network Error", "count": 2}],
        warnings={"missing_test_data": ["GET /b"]},
        valid_rates={"GET /c": phases, "GET /d": {"fuzzing": {"accepted": 1}}},
    )
    text = markdown([read(run, 1, 1.0)])
    assert "Network Error (2 times)" in text
    assert "missing_test_data: GET /b" in text
    assert "no valid request was accepted: `GET /c`" in text
    assert "GET /d" not in text


def test_an_outcome_knows_nothing_it_was_not_told() -> None:
    assert not Outcome(seed=1, status=0, seconds=0.0).passed
