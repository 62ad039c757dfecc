"""What a validator says of a value."""

from __future__ import annotations

import json
from typing import Any

from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.pointers import join
from impl.engine.remembering import remembered


@remembered(512)
def _asserting(text: str) -> Any:
    return _compiled(text, formats=True)


@remembered(512)
def _annotating(text: str) -> Any:
    return _compiled(text, formats=False)


def _compiled(text: str, *, formats: bool) -> Any:
    return validator_for(json.loads(text), formats=formats)


def _keyword(error: Any) -> str:
    keywords = [part for part in error.schema_path if isinstance(part, str)]
    return keywords[-1] if keywords else ""


def accepts(schema: Any, instance: Any, *, formats: bool = False) -> bool:
    """Tell whether a schema (2020-12, standing alone) accepts a value for sure."""
    return violations(schema, instance, formats=formats) == []


def is_schema(schema: Any) -> bool:
    """Tell whether a validator can make sense of a schema."""
    return violations(schema, None) is not None


def violations(
    schema: Any, instance: Any, *, formats: bool = False
) -> list[tuple[str, str, str]] | None:
    """List pointers to what a schema refuses in a value, the keyword, and why.

    None if the validator cannot tell.
    """
    try:
        text = json.dumps(schema, sort_keys=True)
        validator = _asserting(text) if formats else _annotating(text)
        return [
            (join(*error.instance_path), _keyword(error), error.message)
            for error in validator.iter_errors(instance)
        ]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
