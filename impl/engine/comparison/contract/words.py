"""What a contract tells people, and nothing else."""

from __future__ import annotations

from typing import Any

_WORDS = frozenset(
    {
        *("title", "summary", "description", "$comment"),
        *("externalDocs", "example", "examples"),
    }
)
# What holds data, in which a word is no word for people.
_DATA = frozenset({"default", "enum", "const"})
# What holds other things by names that may be called like anything.
_NAMED = frozenset(
    {
        *("properties", "patternProperties", "$defs", "definitions"),
        *("dependentSchemas", "dependentRequired", "dependencies", "mapping"),
        *("schemas", "responses", "parameters", "requestBodies", "headers"),
        *("securitySchemes", "links", "callbacks", "pathItems", "mediaTypes"),
        *("content", "encoding", "variables", "scopes", "paths", "webhooks"),
        *("additionalOperations", "security"),
    }
)


def without_words(value: Any, holder: str = "") -> Any:
    """Return a part of a contract without what is said to people.

    Args:
        value: the part.
        holder: the member that it stands under.
    """
    if holder in _DATA:
        return value
    if isinstance(value, list):
        return [without_words(each, holder) for each in value]
    if not isinstance(value, dict):
        return value
    is_named = holder in _NAMED
    return {
        key: without_words(held, "" if is_named else key)
        for key, held in value.items()
        if is_named or key not in _WORDS
    }
