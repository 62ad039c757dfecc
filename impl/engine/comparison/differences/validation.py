"""What a validator says of a value."""

from __future__ import annotations

import json
from typing import Any

from impl.engine.comparison.differences.format_demands import with_demands
from impl.engine.comparison.differences.long_texts import wrong_length
from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.dots import taken_back
from impl.engine.openapi.pointers import join
from impl.engine.remembering import remembered, remembered_of


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
    return Validation(schema, formats=formats).accepts(instance) is True


def violations(
    schema: Any, instance: Any, *, formats: bool = False
) -> list[tuple[str, str, str]] | None:
    """List pointers to what a schema refuses in a value, the keyword, and why.

    None if the validator cannot tell.
    """
    return Validation(schema, formats=formats).violations(instance)


class Validation:
    """A schema that many values are held against.

    Attributes:
        schema: the schema.
        text: the same as it is given to a validator; None if it can't be.
    """

    def __init__(self, schema: Any, *, formats: bool = False) -> None:
        self.schema = schema
        self._formats = formats
        self.text = _written(with_demands(schema) if formats else schema)

    def accepts(self, instance: Any) -> bool | None:
        """Tell whether the schema accepts a value; None if the validator cannot."""
        if self.text is None:
            return None
        try:
            return bool(self._compiled(self.text).is_valid(instance))
        except (ValueError, TypeError, RecursionError, OverflowError):
            return None

    def violations(self, instance: Any) -> list[tuple[str, str, str]] | None:
        """Do for one value what `violations` does."""
        if self.accepts(instance):
            return []  # what is refused, and why, takes much longer to say
        if self.text is None:
            return None
        try:
            if length := wrong_length(instance, self._compiled(self.text).is_valid):
                return [length]
            return [
                (
                    join(*error.instance_path),
                    _keyword(error),
                    taken_back(error.message),
                )
                for error in self._compiled(self.text).iter_errors(instance)
            ]
        except (ValueError, TypeError, RecursionError, OverflowError):
            return None

    def _compiled(self, text: str) -> Any:
        return _asserting(text) if self._formats else _annotating(text)


@remembered_of(16)
def _written(schema: Any) -> str | None:
    try:
        return json.dumps(schema, sort_keys=True)
    except (ValueError, TypeError, RecursionError):
        return None
