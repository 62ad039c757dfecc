"""What is told of a campaign: on a terminal, as Markdown, as JUnit, by exit status."""

import dataclasses
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from scripts.comparing.refusals import Unusable
from scripts.fuzzing.findings import FuzzFinding, Reproduction, grouped, without_values
from scripts.fuzzing.junit import add_to_junit, write_junit
from scripts.fuzzing.outcome import CampaignOutcome
from scripts.fuzzing.report import markdown, text
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.fuzzing.traffic import Row, Traffic
from scripts.proving.report import FuzzOutcome
from scripts.proving.told import of_own
from scripts.verifying.fuzz_uploads import FuzzUpload, of_campaign
from scripts.verifying.target import VerificationTarget

FOUND = FuzzFinding(
    operation="GET /a",
    check="not_a_server_error",
    title="Server error",
    kind="500",
    message="500",
    request=Reproduction("curl -i http://h/a?long=1", ("curl -i http://h/b",)),
    seeds=(1,),
)
NOTHING = CampaignOutcome(
    contract="a.yaml",
    url="http://h",
    seeds=(1,),
    findings=(),
    errors=(),
    untried=(),
    operations=("GET /a", "POST /a"),
    traffic=Traffic((Row("fuzzing", "GET /a", "positive", 200, 9),)),
    probes=3,
    variables=("AUTHORIZATION",),
)


def changed(**changes: object) -> CampaignOutcome:
    return dataclasses.replace(NOTHING, **changes)  # type: ignore[arg-type] # any of them


REFUSED = Traffic((Row("fuzzing", "GET /a", "positive", 401, 9),))
OUTCOMES = [
    (NOTHING, 0),
    (changed(findings=(FOUND,)), 1),
    (changed(findings=(FOUND,), errors=("It ended.",)), 1),
    (changed(errors=("It ended.",)), 2),
    (changed(traffic=REFUSED), 2),
    (changed(traffic=Traffic()), 2),
    (changed(untried=("POST /a, no data",)), 0),
]


@pytest.mark.parametrize(("outcome", "status"), OUTCOMES)
def test_junit_fails_exactly_if_the_exit_status_does(
    outcome: CampaignOutcome, status: int, tmp_path: Path
) -> None:
    file = tmp_path / "junit.xml"
    write_junit(outcome, file)
    [suite] = ET.parse(file).getroot()
    cases = suite.findall("testcase")
    wrong = [child for case in cases for child in case]
    assert outcome.status == status
    assert bool(wrong) == bool(status)
    assert int(suite.get("tests", "")) == len(cases) == 3
    numbers = (int(suite.get("failures", "")), int(suite.get("errors", "")))
    assert numbers == (
        len([case for case in cases if case.find("failure") is not None]),
        len([case for case in cases if case.find("error") is not None]),
    )


def test_junit_is_xml_whatever_was_found(tmp_path: Path) -> None:
    odd = dataclasses.replace(FOUND, operation="\0<&", message="\x1b\ufffe]]>\ud800")
    write_junit(changed(findings=(odd,)), tmp_path / "junit.xml")
    names = [
        case.get("name") for case in ET.parse(tmp_path / "junit.xml").iter("testcase")
    ]
    assert names == ["GET /a", "POST /a", "�<&", "the run as a whole"]


def test_the_terminal_shows_each_cause_with_its_commands() -> None:
    shown = text(changed(findings=(FOUND,)), "reports/report.md")
    assert shown.splitlines() == [
        "GET /a",
        "  ✗ Server error (once)",
        "    500",
        "    $ curl -i http://h/b   # first",
        "    $ curl -i http://h/a?long=1",
        "",
        "Never succeeded, so hardly tried: POST /a",
        "In commands $AUTHORIZATION stands for what was given.",
        "1 finding: 12 requests to 2 operations, seed 1, 0.0 s",
        "Report: reports/report.md",
    ]


def test_a_great_many_are_cut_short_there_and_whole_in_the_report() -> None:
    many = tuple(
        dataclasses.replace(FOUND, kind=str(n), message=f"the {n}th {'a' * 900}")
        for n in range(9)
    )
    outcome = changed(findings=many)
    shown = text(outcome, "report.md")
    assert "… and 4 more of this operation in report.md" in shown
    assert "a" * 900 not in shown
    assert max(map(len, shown.splitlines())) < 600
    whole = markdown(outcome)
    assert whole.count("### Server error") == 9
    assert "a" * 900 in whole
    assert "| `GET /a` | 9 | 9 x 200 | - | - |" in whole


def test_where_nothing_was_reached_the_answers_are_told() -> None:
    shown = text(changed(traffic=REFUSED), "report.md")
    assert "the answers were 9 x 401. Check --url and --header." in shown
    assert "Incomplete: " in shown
    assert "Nothing found" not in shown


def test_failures_of_one_cause_are_one_finding_with_the_smallest_request() -> None:
    short = dataclasses.replace(
        FOUND, request=Reproduction("curl -i http://h/a"), seeds=(2,), count=3
    )
    other = dataclasses.replace(FOUND, kind="502")
    found = grouped([FOUND, other, short, FOUND])
    assert [(one.kind, one.count, one.seeds) for one in found] == [
        ("500", 5, (1, 2)),
        ("502", 1, (1,)),
    ]
    assert found[0].request.command == "curl -i http://h/a"


@pytest.mark.parametrize(
    ("message", "other"),
    [
        ('"a" is too long', '"bcd" is too long'),
        ("body/3/id is required", "body/14/id is required"),
        ("-7 is less than 1", "0.5 is less than 1"),
        (
            "2c0b1a4e-5d3f-4b6a-8c7d-9e0f1a2b3c4d is no name",
            "9e0f1a2b-5d3f-4b6a-8c7d-2c0b1a4e3c4d is no name",
        ),
    ],
)
def test_values_are_no_part_of_a_cause(message: str, other: str) -> None:
    assert without_values(message) == without_values(other)


def test_names_are() -> None:
    names = ["body/a is required", "body/b is required", "body/a1 is required"]
    assert len({without_values(name) for name in names}) == 3


PLAYED = PlayedSequences(
    (FOUND,), ("POST /b: 401 to a valid body",), 7, 2, frozenset({"POST /a"})
)


def test_what_sequences_leave_open_is_reported() -> None:
    told = markdown(changed(sequences=PLAYED))
    assert "7 requests on 2 collections." in told
    assert "- POST /b: 401 to a valid body" in told
    assert "## Sequences" not in markdown(NOTHING)


def test_what_sequences_reached_was_reached() -> None:
    reached = dataclasses.replace(PLAYED, reached=frozenset({"POST /a"}))
    alone = changed(traffic=Traffic(), sequences=reached)
    assert alone.unreached == ("GET /a",)
    assert alone.status == 0
    assert alone.requests == 10


def test_sequences_are_a_suite_beside_those_of_others(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    write_junit(NOTHING, file)
    add_to_junit([FOUND], ["GET /a", "GET /z"], file)
    [_, suite] = ET.parse(file).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    [failure] = suite.iter("failure")
    assert failure.text == "curl -i http://h/b\ncurl -i http://h/a?long=1\n1 times"


def test_what_a_registry_is_told() -> None:
    told = of_campaign(changed(findings=(FOUND,), errors=("It ended.",)))
    counts = {"passed": 0, "failed": 1, "errored": 1, "skipped": 1}
    assert told["counts"] == counts
    first, second = told["failures"]
    assert (first["operation"], first["curl"]) == (
        *("GET /a", "curl -i http://h/b\ncurl -i http://h/a?long=1"),
    )
    assert second == {"title": "The run is not complete.", "message": "It ended."}
    assert of_campaign(changed(traffic=REFUSED))["counts"]["errored"] == 1
    good = FuzzOutcome(1, 0, 1.0, stop="completed", operations=3)
    bad = dataclasses.replace(good, seed=2, status=1, findings=(FOUND,))
    assert of_own([good])["counts"]["passed"] == 3
    assert of_own([good, bad])["counts"] == {
        "passed": 2,
        "failed": 1,
        "errored": 0,
        "skipped": 0,
    }
    assert of_own([dataclasses.replace(good, stop="error")])["counts"]["errored"] == 1


def test_no_credentials_are_told() -> None:
    command = "curl -H 'Authorization: Bearer abc123def456' http://h/a"
    leaky = dataclasses.replace(FOUND, request=Reproduction(command, ()))
    [failure] = of_campaign(changed(findings=(leaky,)))["failures"]
    assert "abc123" not in failure["curl"]
    assert "http://h/a" in failure["curl"]


def test_what_can_not_be_told_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def record(self: VerificationTarget, content: bytes, media_type: str) -> None:
        raise Unusable("It was refused.")

    monkeypatch.setattr(VerificationTarget, "record", record)
    target = VerificationTarget(None, "a 1.0.0", "/v1")  # type: ignore[arg-type] # unused
    for status, expected in ((0, 2), (1, 1), (2, 2)):
        assert FuzzUpload(target).send(dict, status) == expected
        assert "It was refused." in capsys.readouterr().err
        assert FuzzUpload(None).send(dict, status) == status
