"""What the adversary found judged wrong: a pair for each kind, and the right verdicts.

The letters are those of the rows that users reported, in the order of the profiles.
"""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    contract,
    event,
    objects,
    responding,
    sent,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

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


_PLAIN = objects({"a": TEXT})

ROWS = [
    row(
        "schema that the API answers, and that it is answered",
        both_answer(_PLAIN),
        both_answer({**_PLAIN, "required": ["a"]}),
        "B",
        "B",
    ),
    row(
        "server that clients call who choose none",
        served(default="live", enum=["live", "test"]),
        served(default="test", enum=["live", "test"]),
        "r",
        "r",
    ),
    row("scope that can be asked for", by_token("a", "b"), by_token("a"), "r", "c"),
    row(
        "where tokens are renewed",
        by_token("a", refreshUrl="https://a.example/again"),
        by_token("a"),
        "r",
        "c",
    ),
    row(
        "where an authorization server describes itself",
        by_token("a", scheme={"oauth2MetadataUrl": "https://a.example/1"}),
        by_token("a", scheme={"oauth2MetadataUrl": "https://a.example/2"}),
        "r",
        "r",
    ),
    row(
        "security scheme that is to go",
        by_token("a"),
        by_token("a", scheme={"deprecated": True}),
        "c",
        "c",
    ),
    row(
        "header of a response that is to go",
        headed(),
        headed(deprecated=True),
        "ccccccBc",
        "c",
    ),
    row(
        "media type of a part that is answered",
        answered_form(a={"contentType": "text/plain"}),
        answered_form(a={"contentType": "text/csv"}),
        "B",
        "B",
    ),
    row(
        "media types of a part that is answered, one more",
        answered_form(a={"contentType": "text/plain"}),
        answered_form(a={"contentType": "text/plain, text/csv"}),
        "B",
        "c",
    ),
    row(
        "header of a part that is answered",
        answered_form(a={"headers": {"X-P": {"required": True, "schema": WHOLE}}}),
        answered_form(),
        "B",
        "c",
    ),
    row(
        "header of a part that is answered, which may be missing",
        answered_form(a={"headers": {"X-P": {"required": True, "schema": WHOLE}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        "B",
        "c",
    ),
    row(
        "values of a header of a part that is answered",
        answered_form(a={"headers": {"X-P": {"schema": {**WHOLE, "maximum": 9}}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        "B",
        "c",
    ),
    row(
        "header of a part that is to go",
        upload(a={"headers": {"X-P": {"schema": WHOLE}}}),
        upload(a={"headers": {"X-P": {"schema": WHOLE, "deprecated": True}}}),
        "ccccccBc",
        "c",
    ),
    row(
        "header of a part that is answered, and is to go",
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE, "deprecated": True}}}),
        "ccccccBc",
        "c",
    ),
    row(
        "reserved characters in a form that is answered",
        answered_form(
            "application/x-www-form-urlencoded",
            a={"style": "form", "allowReserved": True},
        ),
        answered_form("application/x-www-form-urlencoded", a={"style": "form"}),
        "r",
        "c",
    ),
    row(
        "parts of a part that is answered",
        answered_form(a={"contentType": "multipart/mixed"}),
        answered_form(
            a={"contentType": "multipart/mixed", "encoding": {"x": {}}},
        ),
        "r",
        "r",
    ),
    row(
        "style of a property in a form that is answered",
        answered_form("application/x-www-form-urlencoded", b={"style": "form"}),
        answered_form(
            "application/x-www-form-urlencoded", b={"style": "form", "explode": False}
        ),
        "B",
        "B",
    ),
    row(
        "reserved characters in a property of a form",
        urlencoded(a={"style": "form", "allowReserved": True}),
        urlencoded(a={"style": "form"}),
        "r",
        "c",
    ),
    row(
        "parts of a part",
        upload("3.2.0", a={"contentType": "multipart/mixed"}),
        upload(
            "3.2.0",
            a={
                "contentType": "multipart/mixed",
                "itemEncoding": {"contentType": "text/csv"},
            },
        ),
        "r",
        "r",
    ),
    row(
        "media type of a parameter",
        written_in("application/json"),
        written_in("application/xml"),
        "B",
        "u",
    ),
    row(
        "media type of a parameter, still JSON",
        written_in("application/json"),
        written_in("application/vnd.x+json"),
        "-",
        "-",
    ),
    row("what other values mean, sent", pets("Cat"), pets("Dog"), "B", "B"),
    row(
        "what other values mean, answered",
        pets("Cat", answered),
        pets("Dog", answered),
        "rBBBrrrB",
        "rBBBrrrB",
    ),
    row(
        "heir that no value is known of, narrower",
        herd(WHOLE),
        herd({**WHOLE, "maximum": 9}),
        "B",
        "c",
    ),
    row(
        "heir that no value is known of, answered",
        herd({**WHOLE, "maximum": 9}, answered),
        herd(WHOLE, answered),
        "B",
        "c",
    ),
    row(
        "heir that no value is known of, demanding",
        herd(WHOLE),
        herd(WHOLE, required=["milk"]),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, answered",
        listed({"enum": ["a", "b"]}),
        listed({"enum": ["a", "b"], "nullable": True}),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, sent",
        listed({"enum": ["a", "b"], "nullable": True}, sent),
        listed({"enum": ["a", "b"]}, sent),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, and in it",
        listed({"enum": ["a", "b"], "nullable": True}),
        listed({"enum": ["a", "b", None], "nullable": True}),
        "-",
        "-",
    ),
]
