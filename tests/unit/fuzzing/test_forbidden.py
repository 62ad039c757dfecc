"""One broken rule is one cause, whichever way it is told."""

import pytest

from scripts.fuzzing.forbidden import rule_of


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ("in body - title: String larger than maxLength", "body title maxLength"),
        ("in body - violates `maxLength` at /properties/title", "body title maxLength"),
        (
            "in body - violates `maxLength` at /properties/title (was 40, became 41)",
            "body title maxLength",
        ),
        (
            "parameter `limit` in query - value greater than maximum",
            "query limit maximum",
        ),
        (
            "parameter `limit` in query - violates `maximum` at /limit (was 100)",
            "query limit maximum",
        ),
        ("parameter `q` in query - violates `type` (was integer)", "query q type"),
        ("Missing `X-Key` at header", "X-Key required"),
        ("in body - Object with unexpected properties", "body additionalProperties"),
        ("in body - Missing required property: title", "body title required"),
        ("in body - Invalid syntax: random bytes", "body syntax"),
        ("in body - Non-multiple of 7", "body multipleOf"),
        ("in body - something else of 7", "in body - something else of …"),
    ],
)
def test_a_rule_has_a_place_a_name_and_a_keyword(told: str, rule: str) -> None:
    assert rule_of(told) == rule
