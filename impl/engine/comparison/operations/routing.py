"""Which operation answers where paths overlap: concrete ones first (3.1, 4.8.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.operations.value_serialization import schema_of
from impl.engine.comparison.serialization import text_schemas
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.schemas import ContractSchemas

# Of expressions side by side, nothing says where the first one ends.
_OF_EXPRESSIONS = re.compile(r"([^{}]|\{[^{}]*\})*")
# An expression without a text is no segment of a path.
_SOME_TEXT = {"type": "string", "minLength": 1}


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
            if not found or not _are_whole(found.groups()):
                continue
            if _takes(other, found.groups(), schemas):
                return other
    return None


def merging(
    operation: DeclaredOperation,
    others: Iterable[DeclaredOperation],
    schemas: tuple[ContractSchemas, ContractSchemas],
    proves: Callable[[Any, Any], bool],
) -> DeclaredOperation | None:
    """Find the operation whose template takes whatever fills that of another one in.

    Args:
        operation: the operation that is not there, with another template.
        others: the operations that are.
        schemas: the schemas of the contracts that have the one, and the others.
        proves: tells whether it is proved that one schema is within another.
    """
    filled = EXPRESSION.sub("{}", operation.path)
    for other in others:
        is_as_long = other.path.count("/") == operation.path.count("/")
        if other.method != operation.method or not is_as_long:
            continue
        found = _pattern(other.path).fullmatch(filled)
        if not found or filled == EXPRESSION.sub("{}", other.path):
            continue
        if not _are_whole(found.groups()):
            continue
        asked = zip(
            _written(operation, found.groups(), schemas[0]),
            _read(other, schemas[1]),
            strict=True,
        )
        if all(proves(*pair) for pair in asked):
            return other
    return None


def _are_whole(texts: tuple[str, ...]) -> bool:
    """Tell whether no expression is divided among texts."""
    return all(map(_OF_EXPRESSIONS.fullmatch, texts))


def _written(
    operation: DeclaredOperation, texts: tuple[str, ...], schemas: ContractSchemas
) -> Iterator[Any]:
    """Write schemas of what may stand in the place of each of some texts."""
    position = 0
    for text in texts:
        count = text.count("{}")
        if not count:
            yield {"const": text}
        elif text == "{}":
            node = _node(operation, position)
            written = text_schemas.sent(schemas.document(node)) if node else True
            yield {"allOf": [_SOME_TEXT, written]}
        else:
            yield _SOME_TEXT
        position += count


def _read(operation: DeclaredOperation, schemas: ContractSchemas) -> Iterator[Any]:
    """Write schemas of what the expressions of a path surely take."""
    for position in range(len(EXPRESSION.findall(operation.path))):
        node = _node(operation, position)
        asked = schemas.document(node) if node else True
        yield text_schemas.accepted(asked, lone=False)


def _node(operation: DeclaredOperation, position: int) -> tuple[str, ...]:
    parameter = operation.parameters.get(("path", str(position)))
    return parameter.node if parameter else ()


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
