"""Make messages around values of several parts, which no two styles write alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.witnesses.instances import (
    NoInstanceError,
    at_least,
    instance,
)

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import MakeMessage
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.operations.message_schemas import Around


def of_many_parts(sides: Sides, sent: DeclaredParameter, around: Around) -> Witness:
    """Make a message with a value of several parts, where there is one.

    Raises:
        NoInstanceError: there is no value at all.
    """
    for make in attempts(sides, sent, around):
        try:
            return make(None)
        except NoInstanceError:
            continue
    raise NoInstanceError


def attempts(
    sides: Sides, sent: DeclaredParameter, around: Around
) -> list[MakeMessage]:
    """Give makers of messages with a value of two parts, of one, and of any number."""
    document = sides.sender.document(sent.node)

    def make(least: int, _: Any) -> Witness:
        made: Witness = around((), instance(at_least(document, least)))
        return made

    return [partial(make, least) for least in (2, 1, 0)]
