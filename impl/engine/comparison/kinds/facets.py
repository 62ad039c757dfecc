"""What a schema says about a value, by which two schemas can differ: its facets.

A facet that is new needs an entry here, and a pair in the tests of the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One thing that schemas say.

    Attributes:
        stem: what the names of its kinds of facts have in common.
        title: what people call it.
        keywords: those that say it, and have to be asked about together; none where
            there is more to it than keywords.
        is_shallow: whether what it asks can be seen from the properties that matter
            to it.
        is_annotation: whether no validator notices it.
    """

    stem: str
    title: str
    keywords: tuple[str, ...] = ()
    is_shallow: bool = False
    is_annotation: bool = False


def _shallow(stem: str, title: str, *keywords: str) -> Facet:
    return Facet(stem, title, keywords, is_shallow=True)


def _annotation(stem: str, title: str) -> Facet:
    return Facet(stem, title, is_annotation=True)


TYPE = _shallow("type", "type", "type")
ENUM = _shallow("enum", "list of values", "enum")
CONST = _shallow("const", "constant", "const")
FORMAT = _shallow("format", "format", "format")
# Those that nothing in the contract answers.
REFERENCE = Facet("reference", "reference", ("$ref", "$dynamicRef"))
CONTENT_ENCODING = Facet(
    "content-encoding",
    "encoding of the content",
    ("contentEncoding", "contentMediaType"),
)
# Those that a layer holds as they are, in the order in which they are asked about.
KEYWORDS = (
    TYPE,
    ENUM,
    CONST,
    _shallow("minimum", "lower bound", "minimum", "exclusiveMinimum"),
    _shallow("maximum", "upper bound", "maximum", "exclusiveMaximum"),
    _shallow("multiple", "multiple", "multipleOf"),
    _shallow("min-length", "shortest length", "minLength"),
    _shallow("max-length", "longest length", "maxLength"),
    _shallow("pattern", "pattern", "pattern"),
    FORMAT,
    _shallow("min-items", "least number of items", "minItems"),
    _shallow("max-items", "greatest number of items", "maxItems"),
    _shallow("unique-items", "uniqueness of items", "uniqueItems"),
    Facet(
        "contained-items",
        "demand on contained items",
        ("contains", "minContains", "maxContains"),
    ),
    Facet("min-properties", "least number of properties", ("minProperties",)),
    Facet("max-properties", "greatest number of properties", ("maxProperties",)),
    Facet("property-names", "demand on property names", ("propertyNames",)),
    Facet("property-patterns", "properties by pattern", ("patternProperties",)),
    Facet(
        "dependent-properties",
        "dependence between properties",
        ("dependentRequired", "dependentSchemas", "dependencies"),
    ),
    Facet("exclusion", "exclusion (not)", ("not",)),
    Facet("condition", "condition (if)", ("if", "then", "else")),
    REFERENCE,
    CONTENT_ENCODING,
)
CLOSING = Facet("additional-properties", "rule for undeclared properties")
TUPLE = Facet("tuple", "list of items by position")
ITEMS = Facet("items", "schema of items")
UNEVALUATED = Facet("unevaluated", "rule for what is left over")
ANY_OF = Facet("alternatives", "list of alternatives (anyOf)")
ONE_OF = Facet("exclusive-alternatives", "list of alternatives (oneOf)")
UNIONS = {"anyOf": ANY_OF, "oneOf": ONE_OF}
# What a validator asks of a value, but for its properties one by one.
DEMANDS = (*KEYWORDS, CLOSING, TUPLE, ITEMS, UNEVALUATED, *UNIONS.values())

# Whether any value meets all demands together.
SATISFIABILITY = Facet("schema", "schema")
PROPERTY = _shallow("property", "property")
REQUIRED = _shallow("property", "property")
READ_ONLY = Facet("property", "property")

PROPERTY_DEPRECATION = _annotation("property", "property")
SCHEMA_DEPRECATION = _annotation("schema", "schema")
DEFAULT = _annotation("default", "default")
DISCRIMINATOR = _annotation("discriminator", "discriminator")
CONTENT = _annotation("content", "encoding or media type of the content")
XML = _annotation("xml", "form in XML")
