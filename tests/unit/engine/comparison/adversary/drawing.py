"""Values that one contract describes, drawn to be refused by another."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from impl.engine.containment import Proved, contain
from scripts.codegen.runtime.schemas.references import pointer_to
from tests.unit.engine.comparison.adversary.arranging import modernised
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Content
from tests.unit.engine.comparison.adversary.sampling import Sampler

# How many values are drawn for one part, and how many of them are sent.
_DRAWN, _SENT = 60, 6


@dataclass(frozen=True)
class Drawn:
    """A message, and the value in it that was drawn.

    Attributes:
        message: as it stands on the wire.
        value: the value.
        written: the key of its schema in the writer's package; nothing if it has none.
        read: the same in the reader's.
    """

    message: Any
    value: Any = None
    written: str = ""
    read: str = ""


def standalone(gate: CompiledGate, key: str | None) -> Any:
    """Return a schema of a gate with all that it refers to."""
    return True if key is None else gate.gate.whole({"$ref": pointer_to(key)})


def is_satisfiable(content: Content, way: tuple[str, ...]) -> bool:
    """Tell whether any value may be of the schema at a place, but for a proof of none.

    Args:
        content: the contract, with nothing drawn from it yet.
        way: the steps to the schema.
    """
    schema: Any = content
    for step in way:
        schema = schema[step]
    schemas = {"schemas": content["components"]["schemas"]}
    whole = {"allOf": [schema], "components": schemas}
    return not isinstance(contain(modernised(whole), sup=False), Proved)


def is_callable(content: Content, way: tuple[str, ...]) -> bool:
    """Tell whether anybody may call the operation at a place, but for a proof of none.

    Nobody can who has to send a body that no value is one of.
    """
    operation: Any = content
    for step in way:
        operation = operation.get(step, {})
    body = operation.get("requestBody", {})
    media = body.get("content", {})
    if not body.get("required") or not media:
        return True
    inside = (*way, "requestBody", "content")
    return any(
        "schema" not in held or is_satisfiable(content, (*inside, name, "schema"))
        for name, held in media.items()
    )


def is_same(ours: tuple[CompiledGate, Any], theirs: tuple[CompiledGate, Any]) -> bool:
    """Tell whether two parts of messages say the same, with their schemas."""
    if ours[1] != theirs[1]:
        return False
    keys = [part.schema for _, part in (ours, theirs)]
    keys += [
        header.schema
        for _, part in (ours, theirs)
        for encoding in getattr(part, "encoding", ())
        for header in encoding.headers
    ]
    return all(standalone(ours[0], key) == standalone(theirs[0], key) for key in keys)


def values(
    writer: CompiledGate, key: str, reader: CompiledGate, other: str | None
) -> list[Any]:
    """Draw values of a writer's schema, those that a reader refuses first."""
    valid = writer.gate.validator(key).is_valid
    taken = reader.gate.validator(other).is_valid if other else _refused_by_nobody
    random = Random(1)
    inside = Sampler(standalone(writer, key), random)
    across = Sampler(standalone(reader, other), random)
    found: dict[str, Any] = {}
    refused: dict[str, Any] = {}
    for turn in range(_DRAWN):
        value = (across if turn % 3 == 2 else inside).draw()
        for each in (value, inside.mutated(value)):
            text = json.dumps(each, sort_keys=True)
            if text not in found and valid(each):
                found[text] = each
                if not taken(each):
                    refused[text] = each
        if len(refused if other else found) >= _SENT:
            break
    return list({**refused, **found}.values())[:_SENT]


def _refused_by_nobody(_: Any) -> bool:
    return True
