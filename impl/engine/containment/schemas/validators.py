"""Validators of each dialect, which all assert the same formats in the same way."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs

from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.openapi.dots import without_dots
from impl.engine.openapi.formats import FORMATS, checks

_VALIDATORS: dict[Dialect, Any] = {
    Dialect.DRAFT_4: jsonschema_rs.Draft4Validator,
    Dialect.DRAFT_6: jsonschema_rs.Draft6Validator,
    Dialect.DRAFT_7: jsonschema_rs.Draft7Validator,
    Dialect.DRAFT_2019_09: jsonschema_rs.Draft201909Validator,
    Dialect.DRAFT_2020_12: jsonschema_rs.Draft202012Validator,
}


def validator_for(
    schema: Any, dialect: Dialect = Dialect.DRAFT_2020_12, *, formats: bool
) -> Any:
    """Compile a schema that stands alone.

    Args:
        schema: the schema; its patterns are read as ECMA-262 has them.
        dialect: what it is written in.
        formats: whether formats are asserted; otherwise they are annotations.

    Raises:
        ValueError: it is no schema, or refers to what is not there.
    """
    return _VALIDATORS[dialect](
        without_dots(schema),
        validate_formats=formats,
        formats=_checks(dialect),
        offline=True,
    )


def _checks(dialect: Dialect) -> dict[str, Callable[[str], bool]]:
    """Lend older drafts, whose validators know fewer formats, those of 2020-12."""
    if dialect is Dialect.DRAFT_2020_12:
        return checks()
    return {
        name: validator_for({"format": name}, formats=True).is_valid
        for name, each in FORMATS.items()
        if each.asserted
    }
