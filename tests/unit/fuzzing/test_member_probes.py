"""Bodies with one odd member are judged by the contract's own schema."""

import json
from pathlib import Path

import pytest

from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.raw.member_probes import member_probes
from scripts.fuzzing.raw.messages import ExpectedAnswer, WireMessage

NOTES = Path(__file__).resolve().parents[2] / "fuzzing" / "service" / "notes.yaml"


@pytest.fixture(scope="module")
def contract() -> FuzzedContract:
    return compiled(NOTES)


def refused(contract: FuzzedContract, body: bytes) -> dict[str, bool]:
    headers = (("Content-Type", "application/json"),)
    message = WireMessage("POST", "/notes", headers, body)
    operation = contract.operations["POST /notes"]
    return {
        probe.name: probe.expected is ExpectedAnswer.REFUSAL
        for probe in member_probes(operation, message, contract.gate)
    }


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("no `title`", True),
        ("no `stars`", False),
        ("null as `title`", True),
        ("an empty text as `title`", True),
        ("a NUL as `title`", True),
        ("a truth value as `stars`", True),
        ("the same as text as `stars`", True),
        ("the same as text as `title`", False),
        ("a fraction as `stars`", True),
        ("a member that nobody knows", True),
        ("a member that is NaN", True),
        ("a member that is no UTF-8", True),
        # Readers differ: nobody can say for certain.
        ("a member that comes twice", False),
        ("a lone surrogate as `title`", False),
        ("a number beyond all doubles as `stars`", False),
    ],
)
def test_what_the_schema_forbids_has_to_be_refused(
    contract: FuzzedContract, name: str, is_refused: bool
) -> None:
    assert refused(contract, b'{"title": "a", "stars": 2}')[name] == is_refused


@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b"{", b'"a"', b""])
def test_what_has_no_members_is_left_alone(
    contract: FuzzedContract, body: bytes
) -> None:
    assert refused(contract, body) == {}


def test_each_is_json_as_it_is_said(contract: FuzzedContract) -> None:
    message = WireMessage(
        "POST",
        "/notes",
        (("Content-Type", "application/json"),),
        b' {"title": "\xc3\xa4", "stars": 2} ',
    )
    operation = contract.operations["POST /notes"]
    for probe in member_probes(operation, message, contract.gate):
        body = probe.message.body if probe.message else None
        if "UTF-8" not in probe.name:
            json.loads(body or b"")
