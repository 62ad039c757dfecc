"""Pairs that were in doubt: missed, undecided, or told without saying what."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

S = "#/components/schemas/"
LONG = objects({"x": {**TEXT, "minLength": 8}}, required=["x"])
OTHER = objects({"y": WHOLE}, required=["y"])
OLD_LIST = {**TEXT, "enum": ["a", "b"], "nullable": True}
FEW = {**TEXT, "maxLength": 5}


def short(most: int, **more: Content) -> Content:
    return objects({"x": {**TEXT, "maxLength": most}, **more}, required=["x"])


def one_of(*parts: Any) -> Content:
    return {"oneOf": list(parts)}


def inside(first: Content, make: Any = sent) -> Content:
    """A choice within a list within an object, of components."""
    union = one_of({"$ref": f"{S}First"}, {"$ref": f"{S}Second"})
    listed = objects({"p": {"type": "array", "items": union}})
    made: Content = make(listed, First=first, Second=LONG)
    return made


def old(schema: Content, make: Any) -> Content:
    return of_version("3.0.3", make(objects({"p": schema})))


def new(schema: Content, make: Any) -> Content:
    made: Content = make(objects({"p": schema}))
    return made


def listed(*first: Any, **members: Any) -> Content:
    return {"type": "array", "prefixItems": list(first), **members}


def texts(**members: Any) -> Content:
    return {"type": "array", "items": members}


ROWS = [
    row(
        "overlap of alternatives, one of which also declares more",
        sent(one_of(short(5), LONG)),
        sent(one_of(short(9, z=TEXT), LONG)),
        "B",
        "B",
    ),
    row(
        "overlap of alternatives inside, one of which also declares more",
        inside(short(5)),
        inside(short(9, z=TEXT)),
        "B",
        "B",
    ),
    row(
        "overlap of alternatives of an answer, one of which also declares more",
        answered(one_of(short(9, z=TEXT), LONG)),
        answered(one_of(short(5), LONG)),
        "rBrBrrrB",
        "B",
    ),
    row(
        "overlap of alternatives, one of which also refuses more",
        sent(one_of(short(5), LONG)),
        sent(one_of(short(9), {**LONG, "maxProperties": 1})),
        "B",
        "B",
    ),
    row(
        "overlap by names that nobody sends, of one that also declares more",
        sent(one_of(short(5), OTHER)),
        sent(one_of(short(9, z=TEXT), OTHER)),
        "cBcBcccc",
        "B",
    ),
    row(
        "new alternative that overlaps one that also declares more",
        sent(one_of(short(5), OTHER)),
        sent(one_of(short(5, z=TEXT), OTHER, {**short(3), "maxProperties": 1})),
        "B",
        "cBcBcccc",
    ),
    row(
        "item of a position",
        sent(listed(TEXT, REF), S=objects({"a": TEXT})),
        sent(listed(TEXT, REF), S=objects({"a": FEW})),
        "B",
        "c",
    ),
    row(
        "item of a position that is never there",
        sent(listed(TEXT, TEXT, maxItems=1)),
        sent(listed(TEXT, FEW, maxItems=1)),
        "-",
        "c",
    ),
    row(
        "item of one more position",
        sent(listed(TEXT)),
        sent(listed(TEXT, WHOLE)),
        "B",
        "cccccccB",
    ),
    row(
        "item of one more position that was not allowed",
        sent(listed(TEXT, items=False)),
        sent(listed(TEXT, WHOLE, items=False)),
        "cccccccB",
        "B",
    ),
    row(
        "items after the first ones",
        sent(listed(TEXT, items=TEXT)),
        sent(listed(TEXT, items=FEW)),
        "B",
        "c",
    ),
    row(
        "items, the second of which is another",
        sent({"type": "array", "items": TEXT}),
        sent(listed(TEXT, FEW, items=TEXT)),
        "B",
        "c",
    ),
    *(
        row(
            f"null that is not listed, {word}",
            old(OLD_LIST, make),
            new(to, make),
            "-",
            "-",
        )
        for make in (answered, sent)
        for word, to in (
            (f"by the letter, {make.__name__}", {**TEXT, "enum": ["a", "b"]}),
            (
                f"beside a type, {make.__name__}",
                {"type": ["string", "null"], "enum": ["a", "b"]},
            ),
            (
                f"and is now, {make.__name__}",
                {"type": ["string", "null"], "enum": ["a", "b", None]},
            ),
            (
                f"and is an alternative, {make.__name__}",
                {"anyOf": [{**TEXT, "enum": ["a", "b"]}, {"type": "null"}]},
            ),
        )
    ),
    row(
        "null that is not listed, and one value more",
        old(OLD_LIST, answered),
        new({"type": ["string", "null"], "enum": ["a", "b", "c", None]}, answered),
        "cBcBcccB",
        "cccccccB",
    ),
    *(
        row(
            f"null that was nullable and not listed goes, {where}",
            old(OLD_LIST, make),
            old({**TEXT, "enum": ["a", "b"]}, make),
            there,
            back,
        )
        for where, make, there, back in (
            ("in requests", sent, "B", "cccccccB"),
            ("in responses", answered, "cccccccB", "B"),
        )
    ),
    *(
        row(
            f"null that is nullable comes to be listed, {where}",
            old(OLD_LIST, make),
            old({**OLD_LIST, "enum": ["a", "b", None]}, make),
            "-",
            "-",
        )
        for where, make in (("in requests", sent), ("in responses", answered))
    ),
]
