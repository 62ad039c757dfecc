"""What a text was meant to be, of all that it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.form_encodings import (
    FORM,
    encodings,
    is_text,
    text_members,
)
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.serialization import text_meanings, text_schemas

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.contract.schemas import ContractSchemas


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a reader refuses.

    Attributes:
        part: the part of the message, such as `body` or `query limit`.
        pointer: the place in that part.
        reason: what is wrong there.
        keyword: the keyword of the schema that refuses it.
    """

    part: str
    pointer: str
    reason: str
    keyword: str = ""


def likely(schemas: ContractSchemas, schema: str, meanings: list[Any]) -> list[Any]:
    """Keep the meanings that keywords speak of where a schema names no type."""
    guess = schemas.derived((schema,), "meant", text_schemas.meant)
    if guess is True:
        return meanings
    return [each for each in meanings if accepts(guess, each)] or meanings


def meanings_of(
    schemas: ContractSchemas, content: DeclaredContent, value: Any
) -> list[Any]:
    """Give what a body may mean of which some is written as text; itself first."""
    if content.is_json:
        return [value]
    if is_text(content.media_type):
        is_compound = isinstance(value, list | dict)
        return [value] if is_compound else text_meanings.of_text(value)
    texts = text_members(schemas, content)
    if content.media_type == FORM and content.schema:
        declared = schemas.declared((content.schema,)) - texts.keys()
        return text_meanings.of_members(value, lambda name: name not in declared)
    return text_meanings.of_members(value, texts.__contains__)


def as_sent(schemas: ContractSchemas, content: DeclaredContent, value: Any) -> Any:
    """Leave out the members of a form of which nothing is written (RFC 6570, 3.2.8)."""
    if not isinstance(value, dict) or [] not in value.values():
        return value
    texts = text_members(schemas, content)
    unwritten = {
        name
        for name, encoding in encodings(schemas, content).items()
        if name in texts and encoding.parameter.explode
    }
    return {
        name: held
        for name, held in value.items()
        if held != [] or name not in unwritten
    }


def least_wrong(complaints: list[tuple[Any, list[Rejection]]]) -> list[Rejection]:
    """Return what is wrong with the meaning that is wrong in the least of its parts."""
    return min(complaints, key=_gravity)[1]


def _gravity(complaint: tuple[Any, list[Rejection]]) -> tuple[bool, bool, int]:
    meaning, found = complaint
    is_another = any(
        violation.keyword == "type" and not violation.pointer for violation in found
    )
    return is_another, is_another and isinstance(meaning, list | dict), len(found)
