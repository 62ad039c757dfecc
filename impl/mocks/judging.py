"""Answers of others, held against what an operation declares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from generated.runtime.syntax.media_types import parse_media_type
from generated.runtime.syntax.sequences import framing_of
from impl.mocks.replies import Chosen, DeclaredReplies, narrowest
from impl.mocks.values import Values

_MOST = 20


@dataclass(frozen=True, slots=True)
class ForeignAnswer:
    """An answer that somebody else gave.

    Attributes:
        status: its status. fields: its header fields, names in lower case.
        body: its body; None if it is not known as a whole.
    """

    status: int
    fields: Sequence[tuple[str, str]]
    body: bytes | None

    def field(self, name: str) -> str | None:
        """Return the value of a field, None if there is none."""
        return next((value for each, value in self.fields if each == name), None)


class AnswerJudge:
    """Judges the answers of one operation.

    Args:
        replies: what the operation declares.
        values: judges bodies.
    """

    def __init__(self, replies: DeclaredReplies, values: Values) -> None:
        self._replies = replies
        self._values = values

    def violations(self, answer: ForeignAnswer) -> list[str]:
        """Return what an answer has that is not declared, and lacks that is."""
        found = self._replies.of_status(answer.status, None)
        if not found:
            return [f"the status {answer.status} is not declared"]
        declared = found[0].reply.spec.headers
        lacking = [
            f"the field {each.name} is missing"
            for each in declared
            if each.required and answer.field(each.name.lower()) is None
        ]
        return (lacking + self._wrong_body(found, answer))[:_MOST]

    def _wrong_body(self, found: list[Chosen], answer: ForeignAnswer) -> list[str]:
        if found[0].reply.media is None:
            return ["there is a body, and none is declared"] if answer.body else []
        said = answer.field("content-type")
        sent = parse_media_type(said) if said else None
        if sent is None:
            if answer.body == b"":
                return ["there is no body, and one is declared"]
            return ["the body has no media type"]
        fitting = narrowest(found, sent)
        if fitting is None:
            return [f"the media type {sent.type}/{sent.subtype} is not declared"]
        if not sent.is_json or answer.body is None or framing_of(sent) is not None:
            return []
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError):
            return ["the body is no JSON"]
        return self._values.faults(fitting, value)
