"""Reports of test runs are read as what they say, whatever they try; secrets go."""

import dataclasses
import io
import json
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from schemathesis.core.failures import Failure
from schemathesis.engine import Status, StopReason, events
from schemathesis.engine.recorder import Interaction, Request, ScenarioRecorder
from schemathesis.engine.run import PhaseName
from schemathesis.reporting.ndjson import NdjsonWriter

from impl.engine.run_reports.junit import read_junit
from impl.engine.run_reports.ndjson import read_ndjson
from impl.engine.run_reports.report import (
    MalformedReport,
    RunCounts,
    RunFailure,
    cleaned,
)
from impl.engine.run_reports.secrets import REMOVED, without_secrets
from impl.jobs import report_answers, report_task
from scripts.fuzzing.junit import write_junit
from tests.unit.fuzzing.test_reports import FOUND, NOTHING


def test_what_our_own_fuzzer_writes(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    write_junit(dataclasses.replace(NOTHING, findings=(FOUND,)), file)
    report = read_junit(file.read_bytes())
    assert report.counts == RunCounts(passed=2, failed=1, errored=0, skipped=0)
    [failure] = report.failures
    assert (failure.operation, failure.title) == ("GET /a", "Server error: 500")
    assert failure.curl == "curl -i http://h/b\ncurl -i http://h/a?long=1"


def test_what_other_tools_write() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="t" timestamp="2026-11-29T10:00:00+01:00" time="90.5" tests="5">
  <properties><property name="a" value="b"/></properties>
  <testcase classname="test_a" name="test_one"/>
  <testcase classname="test_a" name="test_two"><skipped message="Not now."/></testcase>
  <testcase classname="test_a" name="test_three"><error type="OSError"/></testcase>
  <testcase name="GET /b" classname="x"><failure message="No.&#10;More.">Why.

    curl -X GET \\
      http://h/b
That was it.</failure><failure>Again.</failure></testcase>
  <testcase name="GET /b" classname="x"/>
</testsuite>"""
    report = read_junit(text.encode())
    assert report.counts == RunCounts(passed=1, failed=1, errored=1, skipped=1)
    assert report.started_at == datetime(2026, 11, 29, 9, tzinfo=UTC)
    assert report.finished_at == datetime(2026, 11, 29, 9, 1, 30, 500_000, tzinfo=UTC)
    error, first, second = report.failures
    assert (error.operation, error.title) == ("test_a.test_three", "OSError")
    assert (first.operation, first.title, first.message) == ("GET /b", "No.", "Why.")
    assert first.curl == "curl -X GET \\\nhttp://h/b"
    assert (second.title, second.message) == ("It failed.", "Again.")


_BOMB = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "It is no XML"),
        ("{}", "It is no XML"),
        ("<testsuite>", "It is no XML"),
        ("<html/>", "begins with <html>"),
        (f'<!DOCTYPE a [<!ENTITY e0 "x">{_BOMB}]><testsuite>&e39;</testsuite>', "type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><testsuite/>', "document type"),
        ("<testsuite>&e;</testsuite>", "It is no XML"),
        ('<?xml version="1.0" encoding="nonsense"?><testsuite/>', "It is no XML"),
        ("<testsuite>" * 30, "nested"),
        ("<testsuite><testcase><testcase/></testcase></testsuite>", "within another"),
    ],
)
def test_what_is_no_report(text: str, why: str) -> None:
    with pytest.raises(MalformedReport, match=re.escape(why)):
        read_junit(text.encode())


def test_no_report_is_larger_than_anybody_reads() -> None:
    case = '<testcase name="{}"><failure message="{}">{}</failure></testcase>'
    text = "".join(case.format(n, "m" * 9000, "t" * 9000) for n in range(300))
    report = read_junit(f"<testsuite>{text}</testsuite>".encode())
    assert report.counts.failed == 300
    assert len(report.failures) == 50
    assert all(len(each.title) == 200 for each in report.failures)
    assert all(len(each.message or "") == 2000 for each in report.failures)


def written(*more: events.EngineEvent, is_whole: bool = True) -> bytes:
    """Return what Schemathesis itself writes of a run."""
    out = io.StringIO()
    writer = NdjsonWriter(out)
    writer.open(seed=1, command="st run --header 'Authorization: Bearer abcdef'")
    writer.write_event(events.EngineStarted())
    for label, status in (("GET /a", Status.SUCCESS), ("POST /a", Status.FAILURE)):
        recorder = ScenarioRecorder(label=label)
        if status == Status.FAILURE:
            request = Request(
                method="POST",
                uri="http://h/a?token=abcdefgh",
                body=b'{"a": 1}',
                body_size=8,
                headers={"Authorization": ["Bearer abcdefgh"], "A": ["it's"]},
            )
            recorder.record_interaction(
                "1", Interaction(request=request, response=None)
            )
            recorder.record_check_failure(
                name="not_a_server_error",
                case_id="1",
                code_sample="",
                failure=Failure(
                    operation=label, title="Server error", message="500", case_id="1"
                ),
            )
        writer.write_event(_finished(label, status, recorder))
    writer.write_event(
        _finished("GET /b", Status.SKIP, ScenarioRecorder(label="GET /b"))
    )
    for each in more:
        writer.write_event(each)
    if is_whole:
        ended = StopReason.COMPLETED
        writer.write_event(events.EngineFinished(running_time=1.0, stop_reason=ended))
    return out.getvalue().encode()


def _finished(
    label: str, status: Status, recorder: ScenarioRecorder
) -> events.EngineEvent:
    return events.ScenarioFinished(
        id=uuid.uuid4(),
        suite_id=uuid.uuid4(),
        phase=PhaseName.FUZZING,
        label=label,
        status=status,
        recorder=recorder,
        elapsed_time=0.1,
        skip_reason=None,
        is_final=True,
    )


def test_what_schemathesis_writes() -> None:
    report = read_ndjson(written())
    assert report.tool == "schemathesis"
    assert report.counts == RunCounts(passed=1, failed=1, errored=0, skipped=1)
    assert report.started_at is not None
    assert report.finished_at is not None
    [failure] = report.failures
    assert (failure.operation, failure.title) == ("POST /a", "Server error")
    assert failure.curl == (
        f"curl -X POST -H 'Authorization: {REMOVED}' -H 'A: it'\"'\"'s' "
        f"--data-binary '{{\"a\": 1}}' 'http://h/a?token={REMOVED}'"
    )
    error = events.NonFatalError(
        error=OSError("It broke."),
        phase=PhaseName.FUZZING,
        label="GET /a",
        related_to_operation=True,
    )
    broken = read_ndjson(written(error, is_whole=False))
    assert broken.counts == RunCounts(passed=0, failed=1, errored=2, skipped=1)
    said = {each.title for each in broken.failures}
    assert said == {"Server error", "OSError", "It came to no end."}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no event"),
        ("nonsense", "Line 1 is no JSON"),
        ("[" * 100_000, "Line 1 is no JSON"),
        ('{"EngineStarted": {}}', "does not begin"),
        ('{"Initialize": {}}\n{"a": 1}', "Line 2 is no event"),
        ('{"Initialize": {}}\n[]', "Line 2 is no event"),
    ],
)
def test_what_is_no_list_of_events(text: str, why: str) -> None:
    with pytest.raises(MalformedReport, match=why):
        read_ndjson(text.encode())


def test_events_of_any_shape_are_read() -> None:
    lines: list[object] = [{"Initialize": {}}]
    for value in (None, 1, "x", [], {}, [1], {"a": [None]}):
        for member in ("recorder", "status", "phase", "label", "value", "timestamp"):
            lines += [
                {name: {"status": "failure", "phase": "fuzzing", member: value}}
                for name in ("ScenarioFinished", "NonFatalError", "EngineFinished")
            ]
        recorder = {"label": "a", "checks": {"1": value}, "interactions": {"1": value}}
        info = {"status": "failure", "failure_info": value}
        for found in (recorder, {"checks": {"1": [info, value]}}):
            told = {"status": "failure", "phase": "fuzzing", "recorder": found}
            lines.append({"ScenarioFinished": told})
    text = "\n".join(map(json.dumps, lines))
    assert read_ndjson(text.encode()).counts.failed


def test_a_message_to_another_process_and_back() -> None:
    for content, form in ((written(), "ndjson"), (b"<testsuite/>", "junit")):
        _, *asked = report_task.asking(content, form)  # type: ignore[arg-type] # one of two
        answered = report_task.result(report_answers.answer(asked))
        again = read_ndjson(content) if form == "ndjson" else read_junit(content)
        assert answered == again


SECRETS = [
    ("curl -H 'Authorization: Bearer s3cr3t-value' http://h", "s3cr3t"),
    ("curl -H 'X-Api-Key: s3cr3t' -H 'A: b' http://h", "s3cr3t"),
    ('curl -H "cookie: a=s3cr3t; b=s3cr3t" http://h', "s3cr3t"),
    ("curl -u ada:s3cr3t http://h", "s3cr3t"),
    ("curl --user 'ada:s3cr3t x' http://h", "s3cr3t"),
    ("curl --oauth2-bearer=s3cr3t http://h", "s3cr3t"),
    ("curl -b session=s3cr3t http://h", "s3cr3t"),
    ("curl https://ada:s3cr3t@h/x", "s3cr3t"),
    ("curl 'http://h?a=1&access_token=s3cr3t&b=2'", "s3cr3t"),
    ('curl -d \'{"password": "s3cr3t\\" s3cr3t", "a": 1}\' http://h', "s3cr3t"),
    ('curl -d "{\\"refresh_token\\": \\"s3cr3t\\"}" http://h', "s3cr3t"),
    ("client_secret=s3cr3t", "s3cr3t"),
    ("It sent eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln twice.", "eyJ"),
    ("The key csk_0123456789 was taken.", "csk_0"),
    ("WWW: Basic czNjcjN0OnMzY3IzdA==", "czNj"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_secrets_go(text: str, secret: str) -> None:
    plain = without_secrets(text)
    assert secret not in plain
    assert REMOVED in plain
    assert without_secrets(plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        'curl -H "Authorization: $AUTHORIZATION" http://h',
        "curl -H 'Authorization: Bearer $TOKEN' 'http://h?token=$TOKEN'",
        'curl -X POST -d \'{"name": "ada"}\' http://h/tokens',
        "Missing header not rejected: an answer of 200 without Authorization",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


def test_hostile_texts_take_no_longer() -> None:
    for piece in ('\\"', "token", "-u '", "://a:", 'password:\\\\"', "eyJ", "a-" * 9):
        text = (piece * 20_000)[:16_000]
        failure = RunFailure(operation=text, title=text, message=text, curl=text)
        assert len(cleaned([failure] * 60)) == 50


def test_texts_hold_what_a_database_takes() -> None:
    odd = RunFailure(operation="a\0\ud800", title="\0", message="", curl=" \x1b[31m ")
    [plain] = cleaned([odd])
    assert (plain.operation, plain.title) == ("a\ufffd\ufffd", "\ufffd")
    assert (plain.message, plain.curl) == (None, "\ufffd[31m")
