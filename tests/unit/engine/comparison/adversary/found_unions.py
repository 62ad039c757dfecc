"""What was judged wrong of alternatives that a discriminator tells apart.

Whoever has to say that something is none of them, or how many are, goes by the schemas:
a validator has no eye for discriminators (OpenAPI 3.1.1, 4.8.25).
"""

from typing import Any

from tests.unit.engine.comparison.adversary.found_pairs import S
from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    answered,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

PET = {"$ref": f"{S}Pet"}
B = objects({"b": objects()}, required=["b"])
WITHIN = {
    "one of others": {"oneOf": [B, PET]},
    "what one of others has": {"oneOf": [B, objects({"p": PET}, required=["p"])]},
}
APART: dict[str, Content] = {
    "what is not to be": {"type": "object", "not": PET},
    "a condition": {"type": "object", "if": PET, "then": {"required": ["x"]}},
    "items that are counted": {
        "type": "array",
        "contains": PET,
        "minContains": 0,
        "maxContains": 1,
    },
}


def pets(
    schema: Content,
    make: Any,
    version: str = "3.1.0",
    kind: Content = TEXT,
    signs: tuple[str, str] = ("cat", "dog"),
    default: str = "",
    **cat: Any,
) -> Content:
    """Something made of two kinds of pets."""
    kinds = {
        "Cat": objects({"kind": kind, "lives": WHOLE}, **cat),
        "Dog": objects({"kind": TEXT, "name": TEXT}, required=["kind"]),
    }
    if default:
        kinds["Dog"] = objects({"kind": kind, "name": TEXT})
    mapping = dict(zip(signs, [f"{S}Cat", f"{S}Dog"], strict=True))
    told = {"propertyName": "kind", "mapping": mapping}
    if default:
        told["defaultMapping"] = S + default
    union = {"oneOf": [{"$ref": S + name} for name in kinds], "discriminator": told}
    made: Content = make(schema, Pet=union, S=schema, **kinds)
    return of_version(version, made)


ASKING: Content = {"required": ["kind"]}
SWAPPED = ("dog", "cat")
LISTED = {"enum": ["cat", "dog"]}

# A number, or one of two texts and more.
AMONG = {"anyOf": [{"type": "number"}, {**TEXT, "maxLength": 4}]}

ASKED: dict[str, Content] = {
    "a condition": {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
    "an alternative": {"anyOf": [{"required": ["b"]}, {"required": ["c"]}]},
}


def animals(**parent: Any) -> Content:
    """Something that stands for its heirs, too."""
    told = {"propertyName": "kind"}
    animal = objects({"kind": TEXT}, discriminator=told, **parent)
    cow = {"allOf": [{"$ref": f"{S}Animal"}, objects({"milk": WHOLE})]}
    made: Content = answered({"$ref": f"{S}Animal"}, Animal=animal, Cow=cow)
    return made


def untold(content: Content) -> Content:
    """Return a contract of pets without the discriminator."""
    schemas = content["components"]["schemas"]
    pet = {"oneOf": schemas["Pet"]["oneOf"]}
    schemas = {**schemas, "Pet": pet}
    return {**content, "components": {**content["components"], "schemas": schemas}}


def counted(*values: Any) -> Content:
    """Some lists of pets, of which one at most is to be a pet."""
    few = {**APART["items that are counted"], "enum": list(values)}
    secret = {**TEXT, "writeOnly": True}
    return pets(few, answered, kind=secret, **ASKING)


def only_counted(keyword: str, **secret: Any) -> Content:
    """A list of pets alone, of which one at most is to be a pet."""
    each = {"prefixItems": [PET, PET], "items": False}
    held = each if keyword == "prefixItems" else {keyword: PET}
    few = {**APART["items that are counted"], **held}
    return pets(few, answered, kind={**TEXT, "writeOnly": True, **secret}, **ASKING)


def named_in_any(make: Any, **name: Any) -> Content:
    """Any of two kinds of pets that look alike, and say which they are."""
    alike = pets(PET, make, **ASKING)
    schemas = alike["components"]["schemas"]
    pet = {"anyOf": schemas["Pet"]["oneOf"], **schemas["Pet"]}
    del pet["oneOf"]
    cat = objects({"kind": TEXT, "name": {**TEXT, **name}}, required=["kind"])
    found = {**schemas, "Pet": pet, "Cat": cat}
    return {**alike, "components": {**alike["components"], "schemas": found}}


def hidden(make: Any, signs: tuple[str, str] = ("cat", "dog")) -> Content:
    """Pets of which one kind keeps from messages what it is."""
    mark = "readOnly" if make is sent else "writeOnly"
    return pets(PET, make, kind={**TEXT, mark: True}, signs=signs, **ASKING)


ROWS = [
    *(
        row(
            f"one of two asks for no discriminator, {version}, {make.__name__}",
            pets(PET, make, version, **ASKING),
            pets(PET, make, version),
            *(("cccccccB", "B") if make is sent else ("B", "cccccccB")),
        )
        for make in (sent, answered)
        for version in ("3.0.3", "3.1.0", "3.2.0")
    ),
    *(
        row(
            f"{name} asks for no discriminator, {version}, {make.__name__}",
            pets(WITHIN[name], make, version, **ASKING),
            pets(WITHIN[name], make, version),
            *(("cBcBcccB", "B") if make is sent else ("B", "cBcBcccB")),
        )
        for make in (sent, answered)
        for name, version in (
            *(("one of others", version) for version in ("3.0.3", "3.1.0", "3.2.0")),
            ("what one of others has", "3.1.0"),
        )
    ),
    *(
        row(
            f"{name} asks for no discriminator, {make.__name__}",
            pets(schema, make, **ASKING),
            pets(schema, make),
            *(("B", "c") if make is sent else ("c", "B")),
        )
        for make in (sent, answered)
        for name, schema in APART.items()
    ),
    *(
        row(
            f"discriminator that one alternative hides, swapped, {make.__name__}",
            pets(PET, make, **ASKING),
            hidden(make, SWAPPED),
            "B",
            "B",
        )
        for make in (sent, answered)
    ),
    *(
        row(
            f"what is meant where nothing is said, {make.__name__}",
            pets(PET, make, "3.2.0", kind=LISTED, default="Cat"),
            pets(PET, make, "3.2.0", kind=LISTED, default="Dog"),
            *["B" if make is sent else "rBBBrrrB"] * 2,
        )
        for make in (sent, answered)
    ),
    *(
        row(
            f"nobody says any more what is meant, {make.__name__}",
            pets(PET, make, "3.2.0", default="Dog"),
            untold(pets(PET, make, "3.2.0", default="Dog")),
            *(("rrrrrrrB", "B") if make is sent else ("rBBBrrrB", "cccccccB")),
        )
        for make in (sent, answered)
    ),
    *(
        row(
            f"what fits two alternatives fits one alone: {name}",
            sent({"oneOf": [one, AMONG]}),
            sent({"oneOf": [{**one, **more}, AMONG]}),
            "c",
            "B",
        )
        for name, one, more in (
            ("a constant is excluded", {"const": "a"}, {"not": {"enum": ["a"]}}),
            ("shorter texts", {**TEXT, "maxLength": 3}, {"maxLength": 2}),
        )
    ),
    row(
        "more that is no answer: two that count by what they never have",
        counted([5]),
        counted([5], [{"kind": ""}, {}]),
        "-",
        "-",
    ),
    *(
        row(
            f"what is never sent is narrower, and those with it are counted: {keyword}",
            only_counted(keyword),
            only_counted(keyword, maxLength=2),
            "-",
            "-",
        )
        for keyword in ("items", "prefixItems")
    ),
    *(
        row(
            f"a discriminator of anyOf names what is narrower, {make.__name__}",
            named_in_any(make),
            named_in_any(make, maxLength=3),
            *(("B", "c") if make is sent else ("c", "B")),
        )
        for make in (sent, answered)
    ),
    row(
        "constant becomes one of another alternative",
        sent({"oneOf": [{"const": "a"}, AMONG]}),
        sent({"oneOf": [{"const": "b"}, AMONG]}),
        "B",
        "B",
    ),
    row(
        "a parent asks for no discriminator any more",
        animals(required=["kind"]),
        animals(),
        "B",
        "cccccccB",
    ),
    *(
        row(
            f"{name} requires what responses have no more",
            answered(objects({"a": WHOLE, "b": WHOLE}, **said)),
            answered(objects({"a": WHOLE, "b": {**WHOLE, "writeOnly": True}}, **said)),
            "B",
            back,
        )
        for (name, said), back in zip(
            ASKED.items(), ("cBcccccc", "cBcccccB"), strict=True
        )
    ),
]
