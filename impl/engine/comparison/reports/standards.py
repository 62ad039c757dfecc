"""Where the standards say what a kind of change is about."""

from __future__ import annotations

from dataclasses import dataclass

from impl.engine.comparison.kinds.kind import FactKind
from impl.engine.comparison.kinds.of_schemas import SCHEMA

_OPENAPI = "https://spec.openapis.org/oas/v3.1.0.html"
_DRAFT = "https://json-schema.org/draft/2020-12/json-schema"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a standard.

    Attributes:
        name: the standard and the section.
        link: its address.
    """

    name: str
    link: str


def _openapi(name: str, number: str) -> Section:
    anchor = name.lower().replace(" ", "-")
    return Section(f"OpenAPI 3.1.0, {number} {name}", f"{_OPENAPI}#{anchor}")


def _validation(number: str) -> Section:
    title = f"JSON Schema Validation 2020-12, {number}"
    return Section(title, f"{_DRAFT}-validation#section-{number}")


def _core(number: str) -> Section:
    title = f"JSON Schema Core 2020-12, {number}"
    return Section(title, f"{_DRAFT}-core#section-{number}")


# By what the names of the kinds of a facet have in common.
_OF_FACETS = {
    "type": _validation("6.1.1"),
    "enum": _validation("6.1.2"),
    "const": _validation("6.1.3"),
    "multiple": _validation("6.2.1"),
    "maximum": _validation("6.2.2"),
    "minimum": _validation("6.2.4"),
    "max-length": _validation("6.3.1"),
    "min-length": _validation("6.3.2"),
    "pattern": _validation("6.3.3"),
    "max-items": _validation("6.4.1"),
    "min-items": _validation("6.4.2"),
    "unique-items": _validation("6.4.3"),
    "contained-items": _core("10.3.1.3"),
    "max-properties": _validation("6.5.1"),
    "min-properties": _validation("6.5.2"),
    "dependent-properties": _validation("6.5.4"),
    "format": _validation("7"),
    "content-encoding": _validation("8.3"),
    "content": _validation("8"),
    "default": _validation("9.2"),
    "property-names": _core("10.3.2.4"),
    "property-patterns": _core("10.3.2.2"),
    "additional-properties": _core("10.3.2.3"),
    "exclusion": _core("10.2.1.4"),
    "condition": _core("10.2.2"),
    "reference": _core("8.2.3"),
    "tuple": _core("10.3.1.1"),
    "items": _core("10.3.1.2"),
    "unevaluated": _core("11"),
    "alternatives": _core("10.2.1.2"),
    "exclusive-alternatives": _core("10.2.1.3"),
    "schema": _core("4.3.2"),
    "property": _core("10.3.2.1"),
    "discriminator": _openapi("Discriminator Object", "4.8.25"),
    "xml": _openapi("XML Object", "4.8.26"),
}
# By how the name of a kind begins; the first that fits.
_OF_NAMES = (
    ("operation-id", _openapi("Operation Object", "4.8.10")),
    ("operation", _openapi("Paths Object", "4.8.8")),
    ("sunset", Section("RFC 8594", "https://www.rfc-editor.org/rfc/rfc8594")),
    ("callback", _openapi("Callback Object", "4.8.18")),
    ("webhook", _openapi("OpenAPI Object", "4.8.1")),
    ("component", _openapi("Components Object", "4.8.7")),
    ("schema-name", _openapi("Components Object", "4.8.7")),
    ("schema", _core("4.3.2")),
    ("server", _openapi("Server Object", "4.8.5")),
    (
        "rate-limit",
        Section(
            "OpenAPI 3.1.0, 4.9 Specification Extensions",
            f"{_OPENAPI}#specification-extensions",
        ),
    ),
    ("security-scheme-deprecated", _openapi("Security Scheme Object", "4.8.27")),
    ("security-scheme-reinstated", _openapi("Security Scheme Object", "4.8.27")),
    ("security-scheme", _openapi("OAuth Flows Object", "4.8.28")),
    ("security", _openapi("Security Requirement Object", "4.8.30")),
    ("request-parameter", _openapi("Parameter Object", "4.8.12")),
    ("request-body", _openapi("Request Body Object", "4.8.13")),
    ("request-media-type", _openapi("Media Type Object", "4.8.14")),
    ("request-part", _openapi("Encoding Object", "4.8.15")),
    ("response-status", _openapi("Responses Object", "4.8.16")),
    ("response-body", _openapi("Response Object", "4.8.17")),
    ("response-unsent-body", _openapi("Response Object", "4.8.17")),
    ("response-media-type", _openapi("Media Type Object", "4.8.14")),
    ("response-part", _openapi("Encoding Object", "4.8.15")),
    ("response-link", _openapi("Link Object", "4.8.20")),
    ("response-header", _openapi("Header Object", "4.8.21")),
)
_OF_SCHEMAS = {kind.name: facet.stem for (_, facet, _), kind in SCHEMA.items()}


def section(kind: FactKind) -> Section:
    """Return the section that a kind is about."""
    stem = _OF_SCHEMAS.get(kind.name)
    if stem is not None:
        return _OF_FACETS[stem]
    return next(held for name, held in _OF_NAMES if kind.name.startswith(name))
