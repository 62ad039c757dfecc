"""Alternatives: discriminators, inheritance, overlaps and annotated enumerations."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    answered,
    closed,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

SCHEMAS = "#/components/schemas/"


def ref(name: str) -> Content:
    return {"$ref": f"{SCHEMAS}{name}"}


def union(*names: str, name: str = "k", **mapping: str) -> Content:
    held: Content = {"propertyName": name}
    if mapping:
        held["mapping"] = {key: f"{SCHEMAS}{to}" for key, to in mapping.items()}
    return {"oneOf": [ref(each) for each in names], "discriminator": held}


def kind(required: str, **members: Any) -> Content:
    """An alternative that leaves open what names it."""
    held = objects({"k": TEXT, required: TEXT}, required=["k", required])
    return {**held, **members}


A, B, KEY = kind("a"), kind("b"), kind("c")
BOTH = objects({"k": TEXT, "t": TEXT}, required=["k", "t"])
PET = objects({"t": TEXT}, required=["t"], discriminator={"propertyName": "t"})


def child(*parts: Any) -> Content:
    return {"allOf": [ref("Pet"), *parts]}


def pets(cat: Any, **more: Any) -> Content:
    return {"Pet": PET, "Cat": child(cat), **more}


CLAWS = objects({"c": WHOLE}, required=["c"])
LOOSE_CLAWS = objects({"c": WHOLE})
WORDS = objects({"c": TEXT}, required=["c"])
THING = objects({"n": TEXT}, required=["n"])
THINGS = {"oneOf": [ref("Thing"), ref("Pet")]}
NO_PET = {"allOf": [ref("Thing"), {"not": ref("Pet")}]}
X = objects({"x": {**TEXT, "maxLength": 5}}, required=["x"])
WIDE_X = objects({"x": {**TEXT, "maxLength": 9}}, required=["x"])
Y = objects({"y": WHOLE}, required=["y"])
Z = objects({"z": WHOLE}, required=["z"])


def listed(*signs: str, keyword: str = "oneOf", **members: Any) -> Content:
    """A list of values with a title for each."""
    return {keyword: [{"const": sign, "title": sign} for sign in signs], **members}


MAPPED = {"propertyName": "t", "mapping": {"c": f"{SCHEMAS}Cat"}}


def listing(*signs: str) -> Content:
    """A parent that lists the values of its heirs."""
    return {**PET, "properties": {"t": {"enum": list(signs)}}}


def untold(*names: str) -> Content:
    """The same without a discriminator."""
    return {"oneOf": [ref(each) for each in names]}


ROWS = [
    row(
        "discriminator dropped in a request",
        sent(union("A", "B", a="A", b="B"), A=A, B=B),
        sent(untold("A", "B"), A=A, B=B),
        "rrrrrrrB",
        "cBcBcccB",
    ),
    row(
        "discriminator dropped in a response",
        answered(union("A", "B", a="A", b="B"), A=A, B=B),
        answered(untold("A", "B"), A=A, B=B),
        "rBrBrrrB",
        "cccccccB",
    ),
    row(
        "schema renamed that its name stands for in a request",
        sent(union("A", "B"), A=A, B=B),
        sent(union("AA", "B"), AA=A, B=B),
        "B",
        "B",
    ),
    row(
        "schema renamed that its name stands for in a response",
        answered(union("A", "B"), A=A, B=B),
        answered(union("AA", "B"), AA=A, B=B),
        "rBBBrrrB",
        "rBBBrrrB",
    ),
    row(
        "discriminator of a request looks at another property",
        sent(union("A", "B"), A=BOTH, B=objects({"k": TEXT}, required=["k"])),
        sent(union("A", "B", name="t"), A=BOTH, B=objects({"k": TEXT}, required=["k"])),
        "B",
        "B",
    ),
    row(
        "member of an heir retyped",
        answered(ref("Pet"), **pets(CLAWS)),
        answered(ref("Pet"), **pets(WORDS)),
        "B",
        "B",
    ),
    row(
        "member of an heir required in requests",
        sent(ref("Pet"), **pets(LOOSE_CLAWS)),
        sent(ref("Pet"), **pets(CLAWS)),
        "B",
        "cccccccB",
    ),
    row(
        "heir of an heir retyped",
        answered(
            {"type": "array", "items": ref("Pet")},
            **pets(LOOSE_CLAWS, Lion={"allOf": [ref("Cat"), CLAWS]}),
        ),
        answered(
            {"type": "array", "items": ref("Pet")},
            **pets(LOOSE_CLAWS, Lion={"allOf": [ref("Cat"), LOOSE_CLAWS]}),
        ),
        "B",
        "cccccccB",
    ),
    row(
        "alternative with an explicit value added to a request",
        sent(union("A", "B", a="A", b="B"), A=A, B=B),
        sent(union("A", "B", "C", a="A", b="B", c="C"), A=A, B=B, C=KEY),
        "c",
        "B",
    ),
    row(
        "alternative without an explicit value added to a request",
        sent(union("A", "B"), A=A, B=B),
        sent(union("A", "B", "C"), A=A, B=B, C=KEY),
        "cccccccc",
        "B",
    ),
    row(
        "alternative of a request takes longer texts",
        sent({"oneOf": [X, Y]}),
        sent({"oneOf": [WIDE_X, Y]}),
        "cBcBcccc",
        "B",
    ),
    row(
        "alternative of a request takes another value",
        sent({"oneOf": [objects({"x": {"enum": ["a"]}}, required=["x"]), Y]}),
        sent({"oneOf": [objects({"x": {"enum": ["a", "b"]}}, required=["x"]), Y]}),
        "cBcBcccc",
        "B",
    ),
    row(
        "alternative of a request asks for less",
        sent({"oneOf": [X, Y]}),
        sent({"oneOf": [objects({"x": {**TEXT, "maxLength": 5}}), Y]}),
        "cBcBcccB",
        "B",
    ),
    row(
        "third alternative of a request",
        sent({"oneOf": [X, Y]}),
        sent({"oneOf": [X, Y, Z]}),
        "cBcBcccc",
        "B",
    ),
    row(
        "annotated enumeration of a response grows",
        answered(listed("a", **TEXT)),
        answered(listed("a", "b", **TEXT)),
        "cBcBcccB",
        "cccccccB",
    ),
    row(
        "annotated enumeration (anyOf) of a response grows",
        answered(listed("a", keyword="anyOf")),
        answered(listed("a", "b", keyword="anyOf")),
        "cBcBcccB",
        "cccccccB",
    ),
    row(
        "constant of a response becomes an enumeration",
        answered({"const": "a"}),
        answered({"enum": ["a", "b"]}),
        "cBcBcccB",
        "cccccccB",
    ),
    row(
        "annotated enumeration of a request grows",
        sent(listed("a", **TEXT)),
        sent(listed("a", "b", **TEXT)),
        "c",
        "B",
    ),
    row(
        "enumeration is annotated",
        answered({**TEXT, "enum": ["a", "b"]}),
        answered(listed("a", "b", **TEXT)),
        "-",
        "-",
    ),
    row(
        "enumeration with null is annotated",
        answered({"enum": ["a", "b", None]}),
        answered({"anyOf": [*listed("a", "b")["oneOf"], {"type": "null"}]}),
        "-",
        "-",
    ),
    row(
        "heir added",
        answered(ref("Pet"), **pets(CLAWS)),
        answered(ref("Pet"), **pets(CLAWS, Dog=child(WORDS))),
        "cccccccB",
        "cccccccB",
    ),
    *(
        row(
            f"member of an heir retyped, {how}",
            answered(ref("Pet"), Pet=parent, Cat=child(CLAWS, own), **more),
            answered(ref("Pet"), Pet=parent, Cat=child(WORDS, own), **more),
            "B",
            "B",
        )
        for how, parent, own, more in (
            ("its value listed by the parent", listing("Cat", "Dog"), {}, {}),
            ("its value in small letters", listing("cat", "dog"), {}, {}),
            (
                "its value its own",
                listing("c", "d"),
                objects({"t": {"const": "c"}}),
                {},
            ),
            ("mapped", {**PET, "discriminator": MAPPED}, {}, {}),
            ("beside others", PET, {}, {"Dog": child(WORDS)}),
        )
    ),
    row(
        "heir smaller, and its parent one of two that are open",
        answered(THINGS, Thing=THING, **pets(LOOSE_CLAWS)),
        answered(THINGS, Thing=THING, **pets({**LOOSE_CLAWS, "minProperties": 2})),
        "c",
        "B",
    ),
    row(
        "heir smaller, and its parent one that nothing may be",
        sent(NO_PET, Thing=THING, **pets(CLAWS)),
        sent(NO_PET, Thing=THING, **pets({**CLAWS, "minProperties": 3})),
        "-",
        "-",
    ),
    row(
        "discriminator that no alternative declares",
        sent(union("A", "B"), A=closed({"a": TEXT}), B=closed({"b": TEXT})),
        sent(union("A", "B"), A=closed({"a": WHOLE}), B=closed({"b": TEXT})),
        "B",
        "B",
    ),
]
