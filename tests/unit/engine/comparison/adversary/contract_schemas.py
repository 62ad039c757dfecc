"""The schemas that have to be what they are, for what they show."""

from tests.unit.engine.comparison.adversary.contract_parts import (
    TEXT,
    WHOLE,
    Content,
    S,
    ref,
)


def fixed(version: str) -> Content:
    """Give the schemas that have to be what they are, for what they show."""
    found: Content = {
        "Problem": {
            "type": "object",
            "required": ["title"],
            "properties": {"title": TEXT, "code": WHOLE},
        },
        "Thing": {
            "type": "object",
            "description": "A thing.",
            "title": "Thing",
            "externalDocs": {"url": "https://example.com/thing"},
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "integer", "readOnly": True},
                "secret": {"type": "string", "writeOnly": True},
                "name": {"type": "string", "minLength": 1, "maxLength": 8},
                "kind": {"type": "string", "enum": ["a", "b", "c"], "default": "a"},
                "old": {"type": "string", "deprecated": True},
                "url": {"type": "string"},
                "pet": ref("Pet"),
                "animal": ref("Animal"),
                "more": ref("Drawn"),
                "either": ref("Either"),
            },
        },
        "Count": {"type": "integer", "minimum": 0, "maximum": 20},
        "Pet": {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": S + "Cat", "dog": S + "Dog"},
            },
        },
        "Cat": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": TEXT, "lives": ref("Count")},
        },
        "Dog": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": TEXT, "name": TEXT},
        },
        "Animal": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": TEXT},
            "discriminator": {"propertyName": "type"},
        },
        "Cow": {
            "allOf": [
                ref("Animal"),
                {
                    "type": "object",
                    "properties": {"milk": WHOLE},
                    "required": ["milk"],
                },
            ]
        },
        "Horse": {
            "allOf": [ref("Animal"), {"properties": {"speed": ref("Count")}}],
        },
        "Event": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": WHOLE, "why": {"type": "string", "maxLength": 5}},
        },
        "Marked": {
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {
                    "type": "string",
                    "xml": {"name": "aa", "attribute": True},
                },
                "b": {
                    "type": "array",
                    "items": TEXT,
                    "xml": {
                        "wrapped": True,
                        "namespace": "https://example.com/ns",
                        "prefix": "p",
                    },
                },
            },
        },
    }
    if version == "3.2":
        found["Pet"]["discriminator"]["defaultMapping"] = S + "Dog"
        found["Marked"]["properties"]["c"] = {
            "type": "string",
            "xml": {"nodeType": "element"},
        }
    return found
