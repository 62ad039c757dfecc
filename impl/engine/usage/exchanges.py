"""Restrict one operation, in both contracts, to what is used of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import statuses
from impl.engine.openapi.pointers import escape
from impl.engine.usage.documents import ResponseUsage
from impl.engine.usage.messages import MessageRestriction
from impl.engine.usage.naming import declared_for, label_of, normal_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from impl.engine.comparison.contract.message_parts import (
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.findings import ComparisonContext
    from impl.engine.usage.documents import ExchangeUsage, PartUsage, RequestUsage
    from impl.engine.usage.origins import Origins

_Values = dict[str, Any]


@dataclass(frozen=True)
class ExchangePair:
    """An operation of both contracts, and where it is written anew.

    Attributes:
        base: the operation in the base.
        revision: the operation in the revision; None if it is gone.
        heres: the pointers at which it is written.
        is_swapped: whether the API sends the requests.
    """

    base: DeclaredOperation
    revision: DeclaredOperation | None
    heres: tuple[str, str]
    is_swapped: bool


class ExchangeRestriction:
    """Restricts operations of two contracts.

    Args:
        context: both contracts as the comparison knows them.
        origins: learn where what is written comes from.
    """

    def __init__(
        self, context: ComparisonContext, origins: tuple[Origins, Origins]
    ) -> None:
        self._context = context
        self._origins = origins
        self._parts = (
            MessageRestriction(context.base, context.oracle, origins[0]),
            MessageRestriction(context.revision, context.oracle, origins[1]),
        )

    def run(
        self, exchange: ExchangePair, used: ExchangeUsage
    ) -> tuple[_Values, _Values]:
        """Write an operation as it is used; of one that is gone, nothing."""
        base, revision = exchange.base, exchange.revision
        found = dict(base.value), dict(revision.value) if revision else {}
        self._parameters(found, exchange, used.request)
        self._body(found, exchange, used.request)
        if used.responses is not None:
            self._responses(found, exchange, used.responses)
        if used.callbacks is not None:
            self._callbacks(found, exchange, used.callbacks)
        return found

    def _parameters(
        self, found: tuple[_Values, _Values], exchange: ExchangePair, used: RequestUsage
    ) -> None:
        """Write the parameters, those of the path item among them."""
        base, revision = exchange.base, exchange.revision
        listed = used.parameters
        parts: Mapping[str, PartUsage] | None = None
        if listed is not None:
            parts = {normal_label(label): held for label, held in listed.items()}
        kept: list[tuple[DeclaredParameter, Any]] = []
        left_out: set[tuple[str, str]] = set()
        for key, parameter in base.parameters.items():
            other = revision.parameters.get(key) if revision else None
            here = f"{exchange.heres[0]}/parameters/{len(kept)}"
            self._origins[0].note(here, parameter.pointer)
            part = None if parts is None else parts.get(label_of(parameter))
            is_unused = parts is not None and part is None and key[0] != "path"
            if is_unused and exchange.is_swapped:
                left_out.add(key)
                continue
            if is_unused and not parameter.required:
                value = self._parts[0].unsent(parameter, other, here)
                if value is not None:
                    kept.append((parameter, value))
                continue
            write = (
                self._parts[0].read_part
                if exchange.is_swapped
                else self._parts[0].sent_part
            )
            kept.append((parameter, write(parameter, part, here)))
        if base.parameters:
            found[0]["parameters"] = [value for _, value in kept]
        if revision is not None:
            found[1].update(
                with_own_parameters(
                    revision, exchange.heres[1], self._origins[1], left_out
                )
            )

    def _body(
        self, found: tuple[_Values, _Values], exchange: ExchangePair, used: RequestUsage
    ) -> None:
        body = exchange.base.body
        if body is None or used.body.is_everything:
            return
        here = f"{exchange.heres[0]}/requestBody"
        if exchange.is_swapped:
            if not used.body.is_used:
                for side in found:
                    side.pop("requestBody", None)
                return
            found[0]["requestBody"] = self._parts[0].read_body(body, used.body, here)
            other = exchange.revision.body if exchange.revision else None
            if other is not None:
                there = f"{exchange.heres[1]}/requestBody"
                found[1]["requestBody"] = self._parts[1].without_unread(
                    other, body, used.body, there
                )
        elif used.body.is_used or body.required:
            found[0]["requestBody"] = self._parts[0].sent_body(body, used.body, here)
        else:
            del found[0]["requestBody"]

    def _responses(
        self,
        found: tuple[_Values, _Values],
        exchange: ExchangePair,
        used: Mapping[str, ResponseUsage],
    ) -> None:
        base, revision = exchange.base, exchange.revision
        wanted: dict[str, tuple[DeclaredMessage, ResponseUsage]] = {}
        for status in sorted(used, key=lambda key: not key.isdigit()):
            for key, message in declared_for(status, base.responses).items():
                wanted.setdefault(key, (message, used[status]))
        write = self._parts[0].read_response
        if exchange.is_swapped:
            write = self._parts[0].sent_response
        found[0]["responses"] = {
            key: write(message, held, f"{exchange.heres[0]}/responses/{key}")
            for key, (message, held) in wanted.items()
        }
        if revision is None:
            return
        left = {}
        for key, message in _answers(
            wanted, base.responses, revision.responses
        ).items():
            here = f"{exchange.heres[1]}/responses/{key}"
            self._origins[1].note(here, message.pointer)
            left[key] = self._context.revision.map(message.pointer)
            known = statuses.covering(key, {k: m for k, (m, _) in wanted.items()})
            held = next((u for m, u in wanted.values() if m is known), ResponseUsage())
            if known is not None and not exchange.is_swapped:
                left[key] = self._parts[1].without_unread(
                    message, known, held.body, here
                )
        found[1]["responses"] = left

    def _callbacks(
        self,
        found: tuple[_Values, _Values],
        exchange: ExchangePair,
        used: Mapping[str, ExchangeUsage],
    ) -> None:
        before = exchange.base.callbacks
        after = exchange.revision.callbacks if exchange.revision else {}
        written: tuple[_Values, _Values] = ({}, {})
        for key, operation in before.items():
            if key not in used:
                continue
            inner = ExchangePair(
                operation,
                after.get(key),
                (
                    _here(exchange.heres[0], key, operation),
                    _here(exchange.heres[1], key, after.get(key, operation)),
                ),
                not exchange.is_swapped,
            )
            values = self.run(inner, used[key])
            _put(written[0], key, operation, values[0])
            if key in after:
                _put(written[1], key, after[key], values[1])
        for key, operation in after.items():
            if key not in before:
                here = _here(exchange.heres[1], key, operation)
                self._origins[1].note(here, operation.pointer)
                _put(written[1], key, operation, operation.value)
        for side, callbacks in zip(found, written, strict=True):
            side["callbacks"] = callbacks


def _answers(
    wanted: Mapping[str, object],
    before: Mapping[str, DeclaredMessage],
    after: Mapping[str, DeclaredMessage],
) -> dict[str, DeclaredMessage]:
    """Give what a revision declares for those statuses of a base that are used."""
    found: dict[str, DeclaredMessage] = {}
    for key in wanted:
        if key.isdigit():
            held = statuses.covering(key, after)
            if held is not None:
                found[key] = held
            continue
        for other, message in after.items():
            is_within = key == "default" or other[0] == key[0]
            is_told = other in before and other not in wanted
            covered = statuses.covering(other, before) if other.isdigit() else None
            if key == "default" and covered is not None:
                is_told = is_told or covered is not before.get("default")
            if is_within and not is_told:
                found.setdefault(other, message)
        if key != "default" and key not in found and "default" in after:
            found[key] = after["default"]
    return found


def with_own_parameters(
    operation: DeclaredOperation,
    here: str,
    origins: Origins,
    left_out: Collection[tuple[str, str]] = (),
) -> _Values:
    """Write an operation with the parameters of its path item among its own.

    Args:
        operation: the operation.
        here: where it is written.
        origins: learn where its parameters come from.
        left_out: the keys of parameters to leave out.
    """
    held = [each for key, each in operation.parameters.items() if key not in left_out]
    for index, parameter in enumerate(held):
        origins.note(f"{here}/parameters/{index}", parameter.pointer)
    if not operation.parameters:
        return operation.value
    listed = [operation.surface.map(parameter.pointer) for parameter in held]
    return {**operation.value, "parameters": listed}


def _here(outer: str, key: str, operation: DeclaredOperation) -> str:
    name = _name(key, operation)
    way = operation.pointer[len(operation.item) :]
    return f"{outer}/callbacks/{escape(name)}/{escape(operation.path)}{way}"


def _name(key: str, operation: DeclaredOperation) -> str:
    return key.removesuffix(f" {operation.key}")


def _put(
    callbacks: _Values, key: str, operation: DeclaredOperation, value: _Values
) -> None:
    items = callbacks.setdefault(_name(key, operation), {})
    method = operation.pointer[len(operation.item) :].rpartition("/")[2]
    items.setdefault(operation.path, {})[method] = value
