"""Errors that are answers: the request is valid, and an error is what it gets."""

from __future__ import annotations

from generated.runtime.http.refusal import Refusal


class AnsweredError(Refusal):
    """An error that a state makes, or that somebody asked for.

    Attributes:
        notes: what there is to say of it besides.
    """

    notes: tuple[str, ...] = ()
