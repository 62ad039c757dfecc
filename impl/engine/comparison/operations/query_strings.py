"""Queries that are read as another parameter than they are sent as.

An operation of OpenAPI 3.2 has parameters in its query, or a query string as a whole
(4.12.1). Where it goes from one to the other, whoever still sends the one has it read
as the other. And the members of an object are parameters of their own where it is
exploded (4.12.4), so that a parameter that is new may be one that was sent all along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.operations.operation_pair import OperationPair

_OTHER = {"query": "querystring", "querystring": "query"}
_FORM = "application/x-www-form-urlencoded"
_PLAIN = ("form", True, "")


def is_misread(operations: OperationPair, sent: DeclaredParameter) -> bool:
    """Tell whether what is sent may be refused where the query is read otherwise.

    Args:
        operations: the operation and what it became.
        sent: a parameter that the reader does not have.
    """
    other = _OTHER.get(sent.place)
    return not all(
        _is_taken(operations, sent, read)
        for read in operations.reader.parameters.values()
        if read.place == other
    )


def is_sent_already(operations: OperationPair, read: DeclaredParameter) -> bool:
    """Tell whether what is a member of an object may be refused as a new parameter.

    Args:
        operations: the operation and what it became.
        read: a parameter that the sender does not have.
    """
    sides = operations.sides
    if read.place != "query" or read.serialization != _PLAIN:
        return False
    asked = _member(read.name, sides.reader.document(read.node))
    return any(
        not operations.context.oracle.proves(sides.sender.document(node), asked)
        for sent in operations.sender.parameters.values()
        if (sent.place, sent.serialization) == ("query", _PLAIN)
        for node in [sent.node]
        if read.name in sides.sender.declared(node)
    )


def _is_taken(
    operations: OperationPair, sent: DeclaredParameter, read: DeclaredParameter
) -> bool:
    whole, part = (sent, read) if sent.place == "querystring" else (read, sent)
    is_form = whole.content is not None and whole.content.media_type == _FORM
    if not is_form or part.serialization != _PLAIN:
        return False
    sides = operations.sides
    ours = sides.sender.document(sent.node)
    theirs = sides.reader.document(read.node)
    if part is sent:
        alone = {"additionalProperties": False, "required": [part.name]}
        ours = _member(part.name, ours, type="object", **alone)
    else:
        theirs = _member(part.name, theirs)
    return operations.context.oracle.proves(ours, theirs)


def _member(name: str, document: Any, **members: Any) -> dict[str, Any]:
    """Write an object with a member of a schema that stands alone."""
    if not isinstance(document, dict):
        return {"properties": {name: document}, **members}
    inner = {key: held for key, held in document.items() if key != "$defs"}
    shared = {key: held for key, held in document.items() if key == "$defs"}
    return {"properties": {name: inner}, **members, **shared}
