"""Validators that know the schema that they were compiled from."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from ..vocabulary.formats import checks
from ..vocabulary.regex_options import OPTIONS

Keywords = dict[str, type[Any]]


class SchemaValidator:
    """Validates by a schema that refers to nothing but its own parts.

    Args:
        root: the schema, JSON Schema 2020-12 with formats asserted as
            `vocabulary.formats` says.
        keywords: those whose meaning is Python code, by name.

    Attributes:
        is_valid: tells whether a value is an instance.
        iter_errors: yields what is wrong with a value.
    """

    def __init__(self, root: dict[str, Any], keywords: Keywords | None = None) -> None:
        compiled = jsonschema_rs.Draft202012Validator(
            root,
            validate_formats=True,
            formats=checks(),
            offline=True,
            mask="value",
            pattern_options=OPTIONS,
            keywords=keywords,
        )
        self.root = root
        self.is_valid = compiled.is_valid
        self.iter_errors = compiled.iter_errors
