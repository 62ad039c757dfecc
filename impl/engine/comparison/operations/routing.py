"""Which operation answers where paths overlap: concrete ones first (3.1, 4.8.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.operations.value_serialization import schema_of
from impl.engine.comparison.serialization import text_schemas
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.schemas import ContractSchemas


def covering(
    operation: DeclaredOperation,
    others: Iterable[DeclaredOperation],
    schemas: ContractSchemas,
) -> DeclaredOperation | None:
    """Find the operation whose template takes the path of another operation.

    Args:
        operation: the operation that is not there, with a more concrete path.
        others: the operations that are.
        schemas: the schemas of their contract.
    """
    for other in others:
        is_wider = other.path.count("{") > operation.path.count("{")
        is_as_long = other.path.count("/") == operation.path.count("/")
        if other.method == operation.method and is_wider and is_as_long:
            found = _pattern(other.path).fullmatch(operation.path)
            if found and _takes(other, found.groups(), schemas):
                return other
    return None


@remembered(4096)
def _pattern(path: str) -> re.Pattern[str]:
    literals = EXPRESSION.split(path)[::2]
    return re.compile("([^/]+)".join(map(re.escape, literals)))


def _takes(
    operation: DeclaredOperation, texts: tuple[str, ...], schemas: ContractSchemas
) -> bool:
    """Tell whether the parameters of a path may be these texts."""
    for position, text in enumerate(texts):
        parameter = operation.parameters.get(("path", str(position)))
        schema = schema_of(parameter) if parameter else None
        if schema and "{" not in text:
            document = text_schemas.accepted(schemas.document((schema,)), lone=False)
            if not accepts(document, text):
                return False
    return True
