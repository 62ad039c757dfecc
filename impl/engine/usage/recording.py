"""Gather from messages that were seen what a consumer uses of a contract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from impl.engine.comparison.contract import statuses
from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.contract.servers import base_paths, urls
from impl.engine.comparison.contract.surface import Surface
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.usage.documents import (
    BodyUsage,
    ConsumerUsage,
    ExchangeUsage,
    PartUsage,
    RequestUsage,
    ResponseUsage,
)
from impl.engine.usage.members import whole
from impl.engine.usage.naming import label_of
from impl.engine.usage.recorded_bodies import BodyRecord, BodyRecorder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.recorded_bodies import SeenBody


class RecordingError(ValueError):
    """A file is no recording that a usage can be derived from.

    Attributes:
        pointer: where in it that shows.
        message: what is wrong.
    """

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message


@dataclass
class _SeenResponse:
    headers: set[str] | None = field(default_factory=set)
    body: BodyRecord = field(default_factory=BodyRecord)


@dataclass
class _SeenExchange:
    operation: DeclaredOperation
    parameters: set[str] = field(default_factory=set)
    body: BodyRecord = field(default_factory=BodyRecord)
    responses: dict[str, _SeenResponse] = field(default_factory=dict)


class Recording:
    """What was seen of a consumer's use of a contract.

    Args:
        contract: the contract; what it does not have is left out, with a note.
    """

    def __init__(self, contract: TracedContract) -> None:
        self._surface = Surface(contract)
        self._schemas = ContractSchemas(self._surface, "readOnly", sends=True)
        self._bodies = BodyRecorder(self._surface, self.note)
        self._seen: dict[str, _SeenExchange] = {}
        self._notes: dict[str, None] = {}
        self._templates = [
            (_pattern(f"{server}{operation.path}"), operation)
            for operation in sorted(
                self._surface.operations.values(), key=lambda each: each.path.count("{")
            )
            for server in dict.fromkeys([*base_paths(operation), ""])
        ]

    @property
    def hosts(self) -> set[str]:
        """The hosts that the contract's servers name."""
        found = set()
        for operation in self._surface.operations.values():
            for url in urls(operation):
                host = re.match(r"https?://([^/?#]+)", url, re.IGNORECASE)
                if host:
                    found.add(host[1].lower())
        return found

    def note(self, message: str) -> None:
        """Note what was left out."""
        self._notes[message] = None

    def find(self, method: str, path: str) -> DeclaredOperation | None:
        """Find the operation that a request is to; concrete paths come first."""
        for pattern, operation in self._templates:
            if operation.method == method.upper() and pattern.fullmatch(path):
                return operation
        return None

    def request(
        self,
        operation: DeclaredOperation,
        query: str,
        headers: Mapping[str, str],
        body: SeenBody | None,
    ) -> None:
        """Take a request into account.

        Args:
            operation: what it is to.
            query: the query, as it is written.
            headers: the headers by name in small letters.
            body: the body, if there is one.
        """
        seen = self._seen.setdefault(operation.key, _SeenExchange(operation))
        names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
        cookies = {
            part.partition("=")[0].strip()
            for part in headers.get("cookie", "").split(";")
        }
        given = {"query": names, "header": set(headers), "cookie": cookies}
        for parameter in operation.parameters.values():
            if parameter.place in given and self._is_given(
                parameter, given[parameter.place]
            ):
                seen.parameters.add(label_of(parameter))
        if body is None:
            return
        if operation.body is None:
            self.note(f"{operation.name} was sent a body, and declares none.")
            return
        where = f"the request body of {operation.name}"
        self._bodies.take(body, operation.body, seen.body, where)

    def response(
        self,
        operation: DeclaredOperation,
        status: str,
        headers: Iterable[str] | None,
        body: SeenBody | None,
    ) -> None:
        """Take into account that a response was read, and what of it.

        Args:
            operation: what answered.
            status: its status.
            headers: the names of the headers that were read; None if nobody knows.
            body: what was read of the body, if anything.
        """
        declared = statuses.covering(status, operation.responses)
        if declared is None:
            self.note(f"{operation.name} answered {status}, and declares no such.")
            return
        seen = self._seen.setdefault(operation.key, _SeenExchange(operation))
        found = seen.responses.setdefault(status, _SeenResponse())
        if headers is None:
            found.headers = None
        elif found.headers is not None:
            found.headers |= {
                name.lower() for name in headers if name.lower() in declared.headers
            }
        if body is None:
            return
        where = f"the response {status} of {operation.name}"
        self._bodies.take(body, declared, found.body, where)

    def usage(self, consumer: str, version: str) -> ConsumerUsage:
        """Return what was seen as a usage.

        Raises:
            RecordingError: nothing that was seen is of the contract.
        """
        if not self._seen:
            raise RecordingError("No request in it is to an operation of the contract.")
        operations = {
            seen.operation.name: _exchange(seen) for seen in self._seen.values()
        }
        return ConsumerUsage(consumer, version, operations, {}, tuple(self._notes))

    def _is_given(self, parameter: DeclaredParameter, names: set[str]) -> bool:
        name = parameter.key[1]
        if name in names or any(each.startswith(f"{name}[") for each in names):
            return True
        if not parameter.explode or parameter.schema is None:
            return False
        # The members of an exploded object go by names of their own.
        return not self._schemas.declared((parameter.schema,)).isdisjoint(names)


def _pattern(path: str) -> re.Pattern[str]:
    literals = EXPRESSION.split(path)[::2]
    return re.compile("([^/]+)".join(map(re.escape, literals)) + "/?")


def _exchange(seen: _SeenExchange) -> ExchangeUsage:
    request = RequestUsage(_parts(seen.parameters), _body(seen.body))
    responses = {
        status: ResponseUsage(_parts(held.headers), _body(held.body))
        for status, held in sorted(seen.responses.items())
    }
    # Who calls back does so where no recording is made.
    callbacks: dict[str, ExchangeUsage] | None = (
        {} if seen.operation.callbacks else None
    )
    return ExchangeUsage(request, responses, callbacks)


def _parts(names: set[str] | None) -> dict[str, PartUsage] | None:
    return None if names is None else dict.fromkeys(sorted(names), PartUsage())


def _body(record: BodyRecord) -> BodyUsage:
    if not record.is_there:
        return BodyUsage(is_used=False)
    members = whole() if record.members.is_whole else record.members
    return BodyUsage(True, tuple(sorted(record.media_types)) or None, members)
