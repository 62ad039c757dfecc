"""The adversary's judge, and its edits, say no more than what is so."""

from random import Random
from typing import Any

import pytest

from impl.engine.comparison.verdicts.profiles import PROFILES
from tests.unit.engine.comparison.adversary import contracts, edits_of_documents
from tests.unit.engine.comparison.adversary.drawing import is_callable, is_satisfiable
from tests.unit.engine.comparison.adversary.judging import Side, breaks
from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    objects,
    sent,
)

_SHORT = {**TEXT, "maxLength": 2}
_SECRET = {**TEXT, "enum": ["a"], "writeOnly": True}
_DATE, _LISTED = {**TEXT, "format": "date"}, {**TEXT, "enum": ["a", "b"]}


def _broken(base: Content, revision: Content, **members: bool) -> bool:
    sides = [Side(each, **members) for each in (base, revision)]
    return any(breaks(*sides))


@pytest.mark.parametrize("others", [[], [WHOLE]], ids=["alone", "in an alternative"])
def test_what_was_never_sent_is_new_to_whoever_reads(others: list[Any]) -> None:
    def made(schema: Any, *required: str) -> Content:
        held = objects({"a": WHOLE, "c": schema}, required=["a", *required])
        return answered({"anyOf": [held, *others]} if others else held)

    shown = {"anyOf": [_SECRET, _SHORT]}
    assert not _broken(made(_SECRET), made(shown, "c"))
    # It is not what is never sent that is refused here.
    assert _broken(made(_SHORT), made({**TEXT, "maxLength": 5}))


def test_what_is_ignored_may_be_anything_but_what_tells_alternatives_apart() -> None:
    def made(*tags: str, length: int = 9) -> Content:
        held = {"x": {**TEXT, "maxLength": length}}
        kinds = [
            objects({"k": {**TEXT, "const": tag, "readOnly": True}, **held})
            for tag in tags
        ]
        return sent({"oneOf": kinds} if len(kinds) > 1 else kinds[0])

    assert not _broken(made("a"), made("b"))
    assert _broken(made("a"), made("b", length=2))
    assert _broken(made("a"), made("a", "c"))


def test_whether_overlaps_break_is_for_the_profile_to_say() -> None:
    pair = [{"oneOf": [TEXT, _LISTED]}, {"oneOf": [_DATE, _LISTED]}]
    takes_any = PROFILES["format-asserted"].takes_any_alternative
    assert takes_any
    answers = [answered(each) for each in pair]
    assert _broken(*answers, formats=True)
    assert not _broken(*answers, formats=True, takes_any=takes_any)
    # What fits none is none to whoever takes any, and servers count.
    assert _broken(*reversed(answers), formats=True, takes_any=True)
    requests = [sent(each) for each in reversed(pair)]
    assert _broken(*requests, formats=True, takes_any=True)


def test_a_dynamic_reference_to_no_anchor_is_a_plain_one() -> None:
    held = {"anyOf": [{**REF, "title": "One."}, {"type": "boolean"}]}
    other = {"anyOf": [{"$dynamicRef": REF["$ref"]}, {"type": "boolean"}]}
    kinds: Content = {
        "S": {"discriminator": {"propertyName": "k"}, "oneOf": [{"$ref": _KIND}]},
        "K": objects({"k": TEXT}, required=["k"]),
    }
    assert not _broken(answered(held, **kinds), answered(other, **kinds))


_KIND = "#/components/schemas/K"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (TEXT, True),
        ({"allOf": [TEXT, WHOLE]}, False),
        (objects({"a": REF}, required=["a"]), False),
        (objects({"a": REF}), True),
    ],
)
def test_what_nothing_satisfies_is_missed_by_nobody(
    schema: Any, *, expected: bool
) -> None:
    whole = {"at": schema, "components": {"schemas": {"S": {"allOf": [TEXT, WHOLE]}}}}
    assert is_satisfiable(whole, ("at",)) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"required": True, **content({"allOf": [TEXT, WHOLE]})}, False),
        ({"required": True, **content(TEXT)}, True),
        (content({"allOf": [TEXT, WHOLE]}), True),
        ({}, True),
    ],
)
def test_what_nobody_can_send_nobody_calls(body: Content, *, expected: bool) -> None:
    whole = contract({"requestBody": body}, components={"schemas": {}})
    assert is_callable(whole, ("paths", "/a", "post")) is expected


@pytest.mark.parametrize("section", ["requestBodies", "responses", "callbacks"])
def test_components_change_whatever_other_edits_have_left(section: str) -> None:
    (edit,) = (
        each
        for each in edits_of_documents.EDITS
        if (each.object, each.field) == ("Components", section)
    )
    whole = contracts.contract("3.1", 1)
    held = whole["components"][section]
    for each in held.values():
        message = each
        if section == "callbacks":
            (item,) = each.values()
            message = item["post"]["requestBody"]
        message["content"] = {"text/csv": message["content"]["application/json"]}
    assert edit.change(Random(1), whole)
    for each in held.values():
        if section == "callbacks":
            (item,) = each.values()
            item["post"].pop("requestBody")
        else:
            each.pop("content")
    assert not edit.change(Random(1), whole)
