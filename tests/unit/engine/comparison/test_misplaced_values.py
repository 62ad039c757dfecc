"""What is valid with a value out of place is compared to the end."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, assume, example, given, settings

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.text.documents import Document, load
from impl.errors import Invalid
from impl.jobs.publishable_contracts import examine
from tests.support.misplaced import MODERN, OLD, Place, edited, misplaced

MAPPING: Place = ("components", "schemas", "A", "discriminator", "mapping", "x")

LISTED: Place = ("components", "schemas", "A", "properties", "a", "enum")
CONSTANT: Place = ("components", "schemas", "B", "allOf", 1, "oneOf", 0, "const")

VALUES: Place = ("servers", 0, "variables", "h", "enum")


def read(content: Any) -> Document:
    text = json.dumps(content).encode()
    try:
        examine(text, "application/json")
    except Invalid:
        assume(False)
    return load(text)


@given(misplaced())
@example(edited((VALUES, True)))
@example(edited((LISTED, True), (CONSTANT, None)))
@example(edited((MAPPING, None)))
@example(edited((MAPPING, "missing")))
@example(edited((MAPPING, "elsewhere.json#/a~b")))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_comparison_ends_with_a_verdict(content: Any) -> None:
    revision = read(content)
    base = read(copy.deepcopy(OLD if content["openapi"] == OLD["openapi"] else MODERN))
    for pair in ((base, revision), (revision, base)):
        assert compare(*pair, seconds=2).verdict
