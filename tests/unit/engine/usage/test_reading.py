"""What a usage says is read, and whatever is wrong with it has its place."""

import json
from typing import Any

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.usage.documents import EVERYTHING
from impl.engine.usage.reading import parse_usage, published_schema, read_usage
from impl.engine.usage.writing import written
from tests.unit.engine.comparison.shop import document
from tests.unit.engine.usage.cases import CASES
from tests.unit.engine.usage.zoo import CONTENT

BASE = document(CONTENT)
HEAD = "usage: countersign.usage/1\nconsumer: mobile\n"
READS = HEAD + "operations:\n  GET /pets/{id}:\n    reads:\n      responses:\n"


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(DocumentError) as caught:
        read_usage(text.encode(), BASE, name="mobile.yaml")
    found = caught.value.faults
    assert {fault.file for fault in found} == {"mobile.yaml"}
    assert all(fault.mend for fault in found)
    return [(fault.line, fault.code, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("text", "line", "code", "said"),
    [
        ("[]", 1, "CS1701", "object"),
        ("usage: countersign.usage/1", 1, "CS1701", "consumer"),
        ("usage: countersign.usage/2\nconsumer: a", 1, "CS1701", "countersign.usage/1"),
        (HEAD + "operation: {}", 3, "CS1701", "'operation' is none of the keys"),
        (HEAD + "version: 4.2", 3, "CS1701", "4.2"),
        (READS + "        200: {body: 3}", 7, "CS1701", "3"),
        (READS + "        '600': {}", 6, "CS1701", "600"),
        (
            READS + "        '200':\n          body: {members: [name]}",
            8,
            "CS1701",
            "'name' is no JSON Pointer.",
        ),
        (
            READS + "        '200':\n          body:\n            members:\n"
            "              /id: {value: 3}",
            10,
            "CS1701",
            "'value'",
        ),
        (HEAD + "operations:\n  GET /pet: {}", 4, "CS1702", "no operation 'GET /pet'"),
        (HEAD + "webhooks:\n  POST gone: {}", 4, "CS1702", "no webhook 'POST gone'"),
        (
            HEAD + "operations:\n  GET /pets:\n    callbacks:\n      done POST x: {}",
            6,
            "CS1702",
            "no callback",
        ),
        (READS + "        '500': {}", 7, "CS1702", "declares no response 500"),
        (
            READS + "        '200':\n          headers: [ETag]",
            8,
            "CS1702",
            "no header 'etag'",
        ),
        (
            READS + "        '200':\n          body: {media_types: [text/csv]}",
            8,
            "CS1702",
            "'text/csv' is not declared",
        ),
        (
            READS + "        '200':\n          body:\n            members:\n"
            "              /owner/nam: {}",
            10,
            "CS1702",
            "no member 'nam' within '/owner'",
        ),
        (
            READS + "        '200':\n          body:\n            members:\n"
            "              /id/*: {}",
            10,
            "CS1702",
            "no items",
        ),
        (
            HEAD + "operations:\n  GET /pets:\n    sends:\n      parameters:\n"
            "        query limt: {}",
            7,
            "CS1702",
            "no parameter 'query limt'",
        ),
        (
            HEAD + "operations:\n  GET /pets:\n    sends:\n      parameters:\n"
            "        query limit: {values: [5, 500]}",
            7,
            "CS1702",
            "does not allow 500",
        ),
        (
            HEAD + "operations:\n  GET /pets:\n    sends:\n      body: {members: [/a]}",
            6,
            "CS1702",
            "has no request body",
        ),
        (
            HEAD + "operations:\n  POST /pets:\n    sends:\n      body:\n"
            "        members:\n          /status: {values: [lost]}",
            8,
            "CS1702",
            "does not allow 'lost'",
        ),
        (
            HEAD + "operations:\n  POST /payments:\n    sends:\n      body:\n"
            "        members:\n          /cvc: {}",
            7,
            "CS1702",
            "no body with these members alone",
        ),
        ("a: [", 2, "CS1004", ""),
    ],
)
def test_fault_has_its_place(text: str, line: int, code: str, said: str) -> None:
    found = faults(text)
    assert (found[0][0], found[0][1]) == (line, code), found
    assert said in found[0][2]


def test_what_may_be_meant_is_told() -> None:
    with pytest.raises(DocumentError) as caught:
        read_usage((HEAD + "operations:\n  GET /pet: {}").encode(), BASE)
    assert "Perhaps 'GET /pets' is meant." in caught.value.faults[0].mend


def test_names_of_path_parameters_do_not_matter() -> None:
    text = HEAD + "operations:\n  GET /pets/{pet_id}: {}"
    assert read_usage(text.encode(), BASE).operations is not None


@pytest.mark.parametrize("case", CASES[::9], ids=lambda case: case.name)
def test_what_is_written_says_the_same(case: Any) -> None:
    said = written(case.usage)
    assert written(read_usage(json.dumps(said).encode(), BASE)) == said


def test_callbacks_and_versions_are_written() -> None:
    said: dict[str, Any] = {
        "usage": "countersign.usage/1",
        "consumer": "shop",
        "version": "2",
        "operations": {
            "POST /pets": {
                "sends": {"parameters": {"query lang": {"values": ["en"]}}},
                "callbacks": {"done POST x": {"reads": {"body": False}}},
            }
        },
    }
    usage = parse_usage(said)
    assert (usage.name, EVERYTHING.name) == ("shop 2", "consumer")
    assert written(usage) == said


def test_every_part_of_the_schema_is_described() -> None:
    schema = published_schema()
    parts = [schema, *schema["$defs"].values()]
    assert all(part["description"] for part in parts)
    named = [held for part in parts for held in part.get("properties", {}).values()]
    assert all("description" in held or "$ref" in held for held in named)
