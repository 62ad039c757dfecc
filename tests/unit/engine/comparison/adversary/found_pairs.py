"""Contracts of which the adversary found pairs that were judged wrong."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    contract_of,
    event,
    objects,
    responding,
    sent,
)
from tests.unit.engine.comparison.reported.rows import of_version

NONE = {"description": ""}

S = "#/components/schemas/"


def both_answer(schema: Content) -> Content:
    """What the API answers, and what a webhook's receiver does."""
    answer = {"200": {**NONE, "content": {"application/json": {"schema": REF}}}}
    return contract(
        {"responses": answer},
        webhooks={"done": {"post": event(responses=answer)}},
        components={"schemas": {"S": schema}},
    )


def served(**variable: Any) -> Content:
    server = {"url": "https://{env}.example.com", "variables": {"env": variable}}
    return contract({}, servers=[server])


def by_token(*scopes: str, scheme: Content | None = None, **flow: Any) -> Content:
    """An operation for those who have a token."""
    way = {"tokenUrl": "https://a.example/token", **flow}
    way["scopes"] = dict.fromkeys(scopes, "")
    held = {"type": "oauth2", "flows": {"clientCredentials": way}, **(scheme or {})}
    whole = contract(
        {"security": [{"oauth": []}]}, components={"securitySchemes": {"oauth": held}}
    )
    return of_version("3.2.0", whole)


def answered_form(media_type: str = "multipart/mixed", **encoding: Any) -> Content:
    """An answer in two parts."""
    schema = objects({"a": TEXT, "b": {"type": "array", "items": WHOLE}})
    media = {"schema": {**schema, "required": ["a"]}, "encoding": encoding}
    return responding({"200": {**NONE, "content": {media_type: media}}})


def upload(version: str = "3.1.0", **encoding: Any) -> Content:
    media = {
        "multipart/form-data": {"schema": objects({"a": {}}), "encoding": encoding}
    }
    return of_version(version, contract({"requestBody": {"content": media}}))


def urlencoded(**encoding: Any) -> Content:
    name = "application/x-www-form-urlencoded"
    media = {name: {"schema": objects({"a": TEXT}), "encoding": encoding}}
    return contract({"requestBody": {"content": media}})


def written_in(media_type: str) -> Content:
    held = {"name": "p", "in": "query", "content": {media_type: {"schema": objects()}}}
    return contract({"parameters": [held]})


def headed(**members: Any) -> Content:
    return responding(
        {"204": {**NONE, "headers": {"X-H": {"schema": TEXT, **members}}}}
    )


def pets(default: str, make: Any = sent) -> Content:
    """Two kinds of pets, and what all others are taken for."""
    kinds = {
        "Cat": objects({"kind": TEXT, "lives": WHOLE}, required=["kind"]),
        "Dog": objects({"kind": TEXT, "name": TEXT}, required=["kind"]),
    }
    told = {
        "propertyName": "kind",
        "mapping": {"cat": f"{S}Cat", "dog": f"{S}Dog"},
        "defaultMapping": S + default,
    }
    union = {"oneOf": [{"$ref": S + name} for name in kinds], "discriminator": told}
    made: Content = of_version("3.2.0", make(REF, S=union, **kinds))
    return made


def herd(milk: Content, make: Any = sent, **more: Any) -> Content:
    """Heirs whose names say nothing of the values that their parent lists."""
    kind = {"type": "string", "enum": ["m", "e"]}
    parent = objects({"kind": kind}, required=["kind"])
    parent["discriminator"] = {"propertyName": "kind"}
    heirs = {
        "Bovine": {"allOf": [REF, objects({"milk": milk}, **more)]},
        "Equine": {"allOf": [REF, objects({"speed": WHOLE})]},
    }
    made: Content = make(REF, S=parent, **heirs)
    return made


def listed(schema: Content, make: Any = answered) -> Content:
    made: Content = of_version("3.0.3", make({**TEXT, **schema}))
    return made


def marked_beside(schema: Content) -> Content:
    """A property that a mark beside a reference would hide, if it were read."""
    held = objects({"a": {**REF, "readOnly": True}}, required=["a"])
    made: Content = of_version("3.0.3", sent(held, S=schema))
    return made


def often_free(schema: Content) -> Content:
    """What many operations take or anything else, and the last one takes alone."""
    free = {"anyOf": [REF, True]}
    bodies = [{"required": True, **content(each)} for each in [free] * 9 + [REF]]
    paths = {
        f"/{count}": {"post": {"requestBody": body, "responses": {"204": NONE}}}
        for count, body in enumerate(bodies)
    }
    return contract_of(paths, components={"schemas": {"S": schema}})


def choice(make: Any, **told: Any) -> Content:
    """One of two, with or without a discriminator."""
    kinds = {
        "Cat": objects({"kind": TEXT, "lives": WHOLE}, required=["kind", "lives"]),
        "Dog": objects({"kind": TEXT, "name": TEXT}, required=["kind", "name"]),
    }
    union = {"oneOf": [{"$ref": S + name} for name in kinds], **told}
    made: Content = make(REF, S=union, **kinds)
    return made
