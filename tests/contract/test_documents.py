"""The documents that the fuzzer publishes."""

import json

import yaml
from hypothesis import given, settings
from openapi_spec_validator import validate

from tests.contract.documents import (
    FAULTS,
    Document,
    almost_valid_documents,
    texts,
    valid_documents,
)


@settings(max_examples=30, deadline=None)
@given(valid_documents())
def test_valid_documents_are_valid(document: Document) -> None:
    validate(document)


@settings(max_examples=50, deadline=None)
@given(texts())
def test_texts_hold_one_document(text: bytes) -> None:
    assert isinstance(yaml.safe_load(text.replace(b"\x00", b"")), dict)


@settings(max_examples=30, deadline=None)
@given(almost_valid_documents())
def test_almost_valid_documents_can_be_written(document: Document) -> None:
    assert json.loads(json.dumps(document)) == document


def test_most_faults_are_seen_by_another_validator() -> None:
    base = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1.0.0"},
        "paths": {},
        "components": {"schemas": {"Thing": {"type": "object"}}},
    }
    seen = 0
    for fault in FAULTS:
        document = json.loads(json.dumps(base))
        fault(document)
        try:
            validate(document)
        except Exception:  # noqa: BLE001 - it fails in many ways
            seen += 1
    assert seen > len(FAULTS) // 2
