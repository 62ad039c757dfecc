"""Hard pairs that no validator tells apart: defaults, discriminators, content.

Both sides accept the same, and who goes by the contract takes it for something else.
"""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    CLOSED,
    COMPATIBLE,
    REF,
    SAME,
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    answered,
    called_back,
    content,
    contract,
    event,
    hard,
    headed,
    objects,
    parameter,
    sent,
)

CAT = objects({"kind": TEXT, "claws": WHOLE}, required=["kind"])
DOG = objects({"kind": TEXT, "bark": TEXT}, required=["kind"])
PETS = {"Cat": CAT, "Dog": DOG}


def either(*names: str) -> list[Content]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


OWN_CAT = objects({"kind": {"const": "cat"}}, required=["kind"])
OWN_DOG = objects({"kind": {"enum": ["dog", "hound"]}}, required=["kind"])


def pet(
    mapping: Content | None = None,
    name: str = "kind",
    among: tuple[str, ...] = ("Cat", "Dog"),
    **schemas: Any,
) -> Content:
    held: Content = {"propertyName": name}
    if mapping is not None:
        held["mapping"] = {
            value: f"#/components/schemas/{there}" for value, there in mapping.items()
        }
    whole = {"anyOf": either(*among), "discriminator": held}
    return answered(whole, **{**PETS, **schemas})


def sized(default: int | None, *, required: bool = False) -> Content:
    size = WHOLE if default is None else {**WHOLE, "default": default}
    return objects({"size": size}, required=["size"] if required else [])


def with_xml(**members: Any) -> Content:
    schema = objects({"a": {**TEXT, **members}})
    return contract({"requestBody": content(schema, "application/xml")})


PAIRS = [
    hard(
        "default of a query parameter changed",
        "Who leaves it out asks for something else.",
        parameter({**WHOLE, "default": 10}),
        parameter({**WHOLE, "default": 20}),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default of a required parameter changed",
        "Nobody can leave it out.",
        parameter({**WHOLE, "default": 10}, required=True),
        parameter({**WHOLE, "default": 20}, required=True),
        COMPATIBLE,
    ),
    hard(
        "default of a query parameter documented",
        "It may have been so before.",
        parameter(WHOLE),
        parameter({**WHOLE, "default": 20}),
        COMPATIBLE,
    ),
    hard(
        "default of a query parameter no longer documented",
        "It may still be so.",
        parameter({**WHOLE, "default": 20}),
        parameter(WHOLE),
        COMPATIBLE,
    ),
    hard(
        "default of a property of a request changed",
        "Who leaves it out says something else.",
        sent(sized(1)),
        sent(sized(2)),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default of a required property changed",
        "Nobody can leave it out.",
        sent(sized(1, required=True)),
        sent(sized(2, required=True)),
        COMPATIBLE,
    ),
    hard(
        "default of a property of a response changed",
        "Who misses it takes it for something else.",
        answered(sized(1)),
        answered(sized(2)),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default deep in an event changed",
        "Who misses it takes it for something else.",
        called_back(event(objects({"of": {"type": "array", "items": sized(1)}}))),
        called_back(event(objects({"of": {"type": "array", "items": sized(2)}}))),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default within an alternative changed",
        "Who misses it takes it for something else.",
        answered({"anyOf": [sized(1), TEXTS]}),
        answered({"anyOf": [sized(2), TEXTS]}),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default within a component changed",
        "Who leaves it out says something else.",
        sent(REF, S=sized(1)),
        sent(REF, S=sized(2)),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "default of a whole body changed",
        "A body is there or not; no default stands in for it.",
        sent({**WHOLE, "default": 1}),
        sent({**WHOLE, "default": 2}),
        COMPATIBLE,
    ),
    hard(
        "default of a response's header changed",
        "It documents what is assumed.",
        headed({**WHOLE, "default": 1}),
        headed({**WHOLE, "default": 2}),
        COMPATIBLE,
    ),
    hard(
        "default is null and is none",
        "A default of null is a default.",
        sent(objects({"a": {"type": ["string", "null"], "default": None}})),
        sent(objects({"a": {"type": ["string", "null"]}})),
        COMPATIBLE,
    ),
    # Discriminators.
    hard(
        "mapping spelt out",
        "Schemas are named by their own names without it.",
        pet(),
        pet({"Cat": "Cat", "Dog": "Dog"}),
        SAME,
    ),
    hard(
        "mapping changed",
        "Who goes by the discriminator takes a cat for a dog.",
        pet({"c": "Cat", "d": "Dog"}),
        pet({"c": "Dog", "d": "Cat"}),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "value removed from a mapping of responses",
        "Less comes.",
        pet({"c": "Cat", "kitten": "Cat"}),
        pet({"c": "Cat"}),
        COMPATIBLE,
    ),
    hard(
        "value added to a mapping of responses",
        "Who goes by the discriminator does not know the new value.",
        pet({"c": "Cat"}),
        pet({"c": "Cat", "kitten": "Cat"}),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "mapped schema renamed",
        "The value still names the same schema.",
        pet({"c": "Cat", "d": "Dog"}),
        pet({"c": "Feline", "d": "Dog"}, among=("Feline", "Dog"), Feline=CAT),
        SAME,
    ),
    hard(
        "discriminator looks at another property",
        "Who goes by the old property finds the new one's value in vain.",
        pet(Cat=objects({"kind": TEXT, "sort": TEXT}, required=["kind", "sort"])),
        pet(
            name="sort",
            Cat=objects({"kind": TEXT, "sort": TEXT}, required=["kind", "sort"]),
        ),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "discriminator added",
        "The alternatives are told apart as before.",
        answered({"anyOf": either("Cat", "Dog")}, **PETS),
        pet(),
        COMPATIBLE,
    ),
    hard(
        "discriminator removed",
        "Who goes by it takes one kind for the other, and tolerant readers by schemas.",
        pet(),
        answered({"anyOf": either("Cat", "Dog")}, **PETS),
        COMPATIBLE,
        **{"strict-reader": BREAKING, "as-declared": BREAKING},
    ),
    hard(
        "schema that names itself renamed",
        "Without a mapping its name is the value that is sent.",
        pet(),
        pet(among=("Feline", "Dog"), Feline=CAT),
        COMPATIBLE,
        **CLOSED,
    ),
    hard(
        "schema that lists its own values renamed",
        "Whatever it is called, the value tells which schema is meant.",
        pet(Cat=OWN_CAT, Dog=OWN_DOG),
        pet(among=("Feline", "Dog"), Feline=OWN_CAT, Dog=OWN_DOG),
        SAME,
    ),
    # Content and XML.
    hard(
        "encoding of a text's content changed",
        "It is an annotation (2020-12, Validation 8.2).",
        sent({**TEXT, "contentEncoding": "base64"}),
        sent({**TEXT, "contentEncoding": "base32"}),
        COMPATIBLE,
    ),
    hard(
        "name of a property in XML changed",
        "Who reads one element finds no other.",
        with_xml(),
        with_xml(xml={"name": "b"}),
        BREAKING,
    ),
    hard(
        "name in XML that is the property's own",
        "That is what it is called without one, too (3.1, 4.8.26.2).",
        with_xml(),
        with_xml(xml={"name": "a"}),
        COMPATIBLE,
    ),
    hard(
        "prefix of a namespace in XML",
        "It stands for the namespace, and for nothing else.",
        with_xml(xml={"namespace": "urn:x", "prefix": "p"}),
        with_xml(xml={"namespace": "urn:x", "prefix": "q"}),
        COMPATIBLE,
    ),
    hard(
        "name in XML of what is sent as JSON",
        "JSON has no use for it.",
        sent(objects({"a": TEXT})),
        sent(objects({"a": {**TEXT, "xml": {"name": "b"}}})),
        SAME,
    ),
]
