"""One cause is told once, and by its name."""

from typing import Any

import pytest

from impl.engine.comparison.differences.facts import Fact
from impl.engine.comparison.reports.changes import changes
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import (
    DEFAULT,
    PROFILES,
    judge,
    witness_of,
)
from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    answered,
    contract_of,
    objects,
    responding,
    sent,
)
from tests.unit.engine.comparison.shop import document

EXACT = PROFILES["as-declared"]


def ref(name: str) -> Content:
    return {"$ref": f"#/components/schemas/{name}"}


def having(name: str, schema: Content = TEXT, **more: Content) -> Content:
    return objects({name: schema, **more}, required=[name])


def short(length: int) -> Content:
    return {**TEXT, "maxLength": length}


def told(base: Content, revision: Content) -> ContractComparison:
    return compare(document(base), document(revision), DEFAULT)


def only(base: Content, revision: Content) -> tuple[Fact, str]:
    compared = told(base, revision)
    (fact,) = compared.facts
    return fact, judge(fact, compared.profile)


def in_union(length: int, keyword: str = "oneOf") -> dict[str, Any]:
    return {
        "A": having("x", short(length)),
        "B": having("y"),
        "U": {keyword: [ref("A"), ref("B")]},
        "N": having("u", ref("U")),
        "C": having("z"),
    }


@pytest.mark.parametrize("write", [sent, answered])
@pytest.mark.parametrize(("before", "after"), [(9, 5), (5, 9)])
@pytest.mark.parametrize("outer", [ref("U"), {"oneOf": [ref("N"), ref("C")]}])
def test_alternatives_do_not_echo_what_is_within_them(
    write: Any, before: int, after: int, outer: Content
) -> None:
    fact, verdict = only(
        write(outer, **in_union(before)), write(outer, **in_union(after))
    )
    assert "max-length" in fact.kind.name
    is_broken = (before > after) == (write is sent)
    assert verdict == ("breaking" if is_broken else "compatible")
    # By the letter, a value of one alternative may have become one of two.
    assert judge(fact, EXACT) == "breaking"
    assert is_broken or fact.readings["lenient"] == "proved"


def test_what_overlaps_is_told_of_what_has_grown() -> None:
    other = {**having("x", {**TEXT, "minLength": 7}), "additionalProperties": False}

    def asked(length: int) -> Content:
        own = {**having("x", short(length)), "additionalProperties": False}
        return sent({"oneOf": [own, other]})

    fact, verdict = only(asked(5), asked(9))
    assert (fact.kind.name, verdict) == ("request-max-length-widened", "breaking")
    witness = witness_of(fact, PROFILES[DEFAULT])
    assert witness
    assert "more than one" in witness["breaks"]["reason"]


def test_what_is_graver_in_alternatives_is_so_wherever_it_is_told_first() -> None:
    def used(length: int) -> Content:
        inner = {**having("x", short(length)), "additionalProperties": False}
        other = {**having("x", {**TEXT, "minLength": 7}), "additionalProperties": False}
        union = {"oneOf": [ref("A"), other]}
        return sent(objects({"a": ref("A"), "b": union}), A=inner)

    fact, verdict = only(used(5), used(9))
    assert (fact.kind.name, verdict) == ("request-max-length-widened", "breaking")


def test_a_way_past_alternatives_shows_what_they_hide() -> None:
    def used(length: int) -> Content:
        hiding = {"anyOf": [ref("A"), {}]}
        inner = objects({"d": ref("A")})
        return sent(objects({"b": hiding, "c": inner}), A=having("x", short(length)))

    assert only(used(9), used(5))[1] == "breaking"
    assert only(used(5), used(9))[1] == "compatible"


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_alternatives_are_named(keyword: str) -> None:
    schemas = in_union(9)
    two = {keyword: [ref("A"), ref("B")]}
    three = {keyword: [ref("C"), ref("B"), ref("A")]}
    gained, verdict = only(answered(two, **schemas), answered(three, **schemas))
    assert gained.message == (
        f"The alternatives ({keyword}) of response 200 body gained C."
    )
    assert verdict == "breaking"
    lost, _ = only(sent(three, **schemas), sent(two, **schemas))
    assert lost.message == f"The alternatives ({keyword}) of request body lost C."


def test_what_changed_within_and_what_was_gained_are_two() -> None:
    two, three = ({"anyOf": [ref(name) for name in names]} for names in ("AB", "CAB"))
    there = told(sent(two, **in_union(9)), sent(three, **in_union(5)))
    verdicts = {fact.kind.name: judge(fact, there.profile) for fact in there.facts}
    assert verdicts == {
        "request-max-length-narrowed": "breaking",
        "request-alternatives-widened": "compatible",
    }
    back = told(sent(three, **in_union(5)), sent(two, **in_union(9)))
    verdicts = {fact.kind.name: judge(fact, back.profile) for fact in back.facts}
    assert verdicts == {
        "request-max-length-widened": "compatible",
        "request-alternatives-narrowed": "breaking",
    }


def test_alternatives_are_paired_by_what_they_are() -> None:
    def marked(*kinds: int) -> Content:
        return answered(
            {
                "oneOf": [
                    {**having("kind", {"const": kind}, more=TEXT)} for kind in kinds
                ]
            }
        )

    fact, _ = only(marked(1, 2, 3), marked(1, 6, 2, 3))
    assert fact.message.endswith("gained the one whose kind is 6.")
    both, _ = only(marked(1, 2, 3), marked(3, 1, 6))
    assert both.message.endswith(
        "gained the one whose kind is 6 and lost the one whose kind is 2."
    )


def test_a_renamed_component_is_the_same_alternative() -> None:
    def named(name: str, length: int) -> Content:
        union = {"oneOf": [ref(name), WHOLE]}
        return answered(union, **{name: having("x", short(length))})

    fact, _ = only(named("Old", 9), named("New", 5))
    assert fact.kind.name == "response-max-length-narrowed"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            {"type": ["string", "null"], "enum": ["a", None]},
            {"type": "string", "enum": ["a"]},
            "The type of request body lost null.",
        ),
        (
            {"type": ["string", "null"]},
            {"anyOf": [short(9), short(5)]},
            "became a choice (anyOf) of string, and lost null.",
        ),
        (TEXT, {"type": "array", "items": TEXT}, "was string and is array."),
        (
            {"type": "array", "prefixItems": [having("x", short(9))]},
            {"type": "array", "prefixItems": [having("x", short(5))]},
            "The longest length of request body [0].x was narrowed: 9 became 5.",
        ),
        (
            objects(**{"if": {"required": ["y"]}, "then": having("x", short(9))}),
            objects(**{"if": {"required": ["y"]}, "then": having("x", short(5))}),
            "at /then/properties/x/maxLength, 9 became 5.",
        ),
    ],
)
def test_one_edit_is_told_by_what_was_lost(
    before: Content, after: Content, sentence: str
) -> None:
    fact, _ = only(sent(before), sent(after))
    assert fact.message.endswith(sentence)


def test_what_changed_behind_a_reference_is_told() -> None:
    sides = [
        sent({"not": ref("A")}, A=ref("B"), B=having("x", {**short(most), **titled}))
        for most, titled in ((5, {}), (9, {"title": "Other words"}))
    ]
    fact, _ = only(*sides)
    told = "was narrowed: in B, at /properties/x/maxLength, 5 became 9."
    assert fact.message.endswith(told)


def test_many_changes_behind_a_reference_are_not_all_told() -> None:
    sides = [
        sent({"not": ref("A")}, A=objects(dict.fromkeys("wxyz", short(most))))
        for most in (5, 9)
    ]
    fact, _ = only(*sides)
    assert "in A, at /properties, {" in fact.message
    assert len(fact.message) < 250


def test_headers_are_named_as_the_contract_does() -> None:
    def headers(**held: Any) -> Content:
        return responding({"200": {"description": "", "headers": held}})

    schema = {"schema": WHOLE, "required": True}
    lost, _ = only(headers(**{"X-Rate": schema}), headers())
    assert lost.message == "The header X-Rate of the response 200 was removed."
    narrowed, _ = only(
        headers(**{"X-Rate": {**schema, "schema": {**WHOLE, "maximum": 9}}}),
        headers(**{"X-Rate": {**schema, "schema": {**WHOLE, "maximum": 99}}}),
    )
    assert "header X-Rate of the response 200" in narrowed.message


def test_witnesses_hold_no_more_than_they_need() -> None:
    wide = objects({name: {"type": ["string", "null"]} for name in "xyz"})
    narrow = objects({**wide["properties"], "z": {"type": "null"}})
    other = {**TEXT, "maxLength": 1}
    fact, _ = only(sent({"oneOf": [wide, other]}), sent({"oneOf": [narrow, other]}))
    witness = witness_of(fact, PROFILES[DEFAULT])
    assert witness
    assert witness["message"]["body"]["value"].keys() == {"z"}


def test_equal_facts_share_a_group() -> None:
    def limited(maximum: int) -> Content:
        items = {}
        for count in range(3):
            schema = {**WHOLE, "maximum": maximum}
            held = {"name": f"p{count}", "in": "query", "schema": schema}
            none = {"204": {"description": ""}}
            items[f"/{count}"] = {"get": {"parameters": [held], "responses": none}}
        return contract_of(items)

    base, revision = document(limited(9)), document(limited(5))
    found = changes(compare(base, revision), base, revision)
    assert len(found) == 3
    assert len({change["group"] for change in found}) == 1
    assert {change["place"] for change in found} == {"query p0", "query p1", "query p2"}
    other = document(limited(4))
    third = changes(compare(base, other), base, other)
    assert {change["group"] for change in found}.isdisjoint(
        change["group"] for change in third
    )


def test_what_is_fine_in_many_operations_may_break_in_one() -> None:
    def used(length: int) -> Content:
        asked = [*({"anyOf": [ref("A"), {}]} for _ in range(8)), ref("A")]
        items = {
            f"/{count}": sent(schema)["paths"]["/a"]
            for count, schema in enumerate(asked)
        }
        return contract_of(
            items, components={"schemas": {"A": having("x", short(length))}}
        )

    fact, verdict = only(used(9), used(5))
    assert verdict == "breaking"
    assert fact.witnesses["exact"]["operation"][-1] == "POST /8"
