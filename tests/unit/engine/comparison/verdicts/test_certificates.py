"""Certificates hold, and any that was tampered with doesn't."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from impl.engine.canonical import digest
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.verification import verify
from tests.unit.engine.comparison.shop import (
    CONTENT,
    GET,
    GONE,
    POST,
    PUT,
    THING,
    S,
    document,
    edited,
)

EDITS = {
    f"{S}/Thing/required": ["id"],
    f"{THING}/kind/enum": ["big", "small", "tiny"],
    f"{THING}/made/format": "date",
    f"{GET}/parameters/0/explode": False,
    f"{PUT}/security": [{"oauth": ["write"]}],
    f"{POST}/callbacks/onChange/{{$request.body#~1url}}/post/responses": {
        "200": {"description": ""}
    },
    "/webhooks/thingGone": GONE,
}
BASE = document(CONTENT)
REVISION = document(edited(EDITS))
RECORD = json.loads(json.dumps(certificate(compare(BASE, REVISION))))


def sealed(record: Any) -> Any:
    """Name a record by its content, as a forger would."""
    rest = {key: value for key, value in record.items() if key != "digest"}
    return {**rest, "digest": digest(rest)}


def test_it_holds() -> None:
    assert verify(RECORD, BASE, REVISION) == []
    assert RECORD["digest"] == sealed(RECORD)["digest"]
    assert RECORD["verdict"] == "breaking"


def test_it_is_the_same_every_time() -> None:
    assert certificate(compare(BASE, REVISION)) == certificate(compare(BASE, REVISION))


def test_it_is_about_these_contracts() -> None:
    assert verify(RECORD, REVISION, BASE) == [
        "It is about another base.",
        "It is about another revision.",
    ]


def drop_fact(record: Any) -> None:
    record["facts"] = [
        f for f in record["facts"] if f["readings"]["lenient"] == "proved"
    ]


def call_it_compatible(record: Any) -> None:
    record["verdict"] = "compatible"


def lower_semver(record: Any) -> None:
    record["semver"] = "patch"


def another_message(record: Any) -> None:
    for fact in record["facts"]:
        for witness in fact["witnesses"].values():
            witness["message"][
                "path" if witness["message"]["type"] == "request" else "status"
            ] = "/none"


def harmless_body(record: Any) -> None:
    for fact in record["facts"]:
        for witness in fact["witnesses"].values():
            if "body" in witness["message"]:
                witness["message"]["body"]["value"] = {"id": 1, "name": "a"}


def no_witness(record: Any) -> None:
    for fact in record["facts"]:
        fact["witnesses"] = {}


def own_profile(record: Any) -> None:
    record["profile"]["reading"] = "exact"


def unknown_profile(record: Any) -> None:
    record["profile"]["name"] = "mine"


def other_fingerprint(record: Any) -> None:
    record["facts"][0]["fingerprint"] = "0" * 16


def unknown_kind(record: Any) -> None:
    record["facts"][0]["kind"] = "request-of-a-kind"


def unknown_mark(record: Any) -> None:
    record["facts"][0]["marks"] = ["harmless"]


def other_operation(record: Any) -> None:
    for fact in record["facts"]:
        for witness in fact["witnesses"].values():
            witness["operation"] = ["operation", "GET /none", "callback x", "POST y"]


def other_format(record: Any) -> None:
    record["format"] = "other/1"


@pytest.mark.parametrize(
    "forge",
    [
        drop_fact,
        call_it_compatible,
        lower_semver,
        another_message,
        harmless_body,
        no_witness,
        own_profile,
        unknown_profile,
        other_fingerprint,
        unknown_kind,
        unknown_mark,
        other_operation,
        other_format,
    ],
)
def test_forgeries(forge: Callable[[Any], None]) -> None:
    record = copy.deepcopy(RECORD)
    forge(record)
    if forge is drop_fact:
        # What is left out can't be seen, but the verdict no longer follows.
        assert "verdict" in verify(sealed(record), BASE, REVISION)[0]
        return
    assert verify(record, BASE, REVISION)
    assert verify(sealed(record), BASE, REVISION)


def test_facts_about_the_same_contract() -> None:
    record = {**RECORD, "revision": RECORD["base"]}
    assert "The contracts are the same, and yet there are facts." in verify(
        sealed(record), BASE, BASE
    )


@pytest.mark.parametrize("record", [None, 1, [], {}, "text"])
def test_nonsense(record: Any) -> None:
    assert "malformed" in verify(record, BASE, REVISION)[0]


def test_fingerprints_do_not_depend_on_other_changes() -> None:
    alone = compare(BASE, document(edited({f"{S}/Thing/required": ["id"]})))
    more = {f"{S}/Alpha": {"type": "object"}, "/servers": GONE, **EDITS}
    both = compare(BASE, document(dict(reversed(edited(more).items()))))
    assert {f.fingerprint for f in alone.facts} <= {f.fingerprint for f in both.facts}
    assert len({f.fingerprint for f in both.facts}) == len(both.facts)
