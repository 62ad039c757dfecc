"""Errors that are answers: the request is valid, and an error is what it gets."""

from __future__ import annotations

from generated.runtime.http.refusal import Refusal, phrase
from impl.engine.mocking.state.messages import MockAnswer


class AnsweredError(Refusal):
    """An error that a state makes, or that somebody asked for.

    Attributes:
        notes: what there is to say of it besides.
    """

    notes: tuple[str, ...] = ()


def error_of(answer: MockAnswer) -> AnsweredError:
    """Return the error that a state answers with, for which it has no body."""
    code = phrase(answer.status).lower().replace(" ", "_")
    problem = answer.problem or phrase(answer.status)
    faults = [
        {"in": each.where, "pointer": each.pointer, "detail": each.detail}
        for each in answer.faults
    ]
    detail = f"{problem[:1].upper()}{problem[1:]}."
    error = AnsweredError(answer.status, code, detail, errors=faults)
    error.notes = tuple(answer.notes)
    return error
