"""Requests as a mock's state sees them, and its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ABSENT: Final[Any] = type("Absent", (), {"__repr__": lambda _: "ABSENT"})()


@dataclass(frozen=True, slots=True)
class MockRequest:
    """A request that its contract allows, with decoded values.

    Attributes:
        path: the path parameters by name.
        query: the query parameters by name.
        headers: the headers by their names in small letters.
        body: the decoded body; ABSENT without one.
        media_type: the body's media type.
        base_url: what links in answers begin with, before the path.
    """

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = ABSENT
    media_type: str = ""
    base_url: str = "http://localhost"


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A webhook or a callback that is to be sent.

    Attributes:
        name: what the contract calls it.
        method: of the request.
        url: where it goes; "" for whoever has asked for webhooks.
        headers: its header fields, but those that depend on when it is sent.
        body: its value; None without one.
        media_type: of the body; "" without one.
        is_signed: whether it is signed as Standard Webhooks 1.0.0 says.
    """

    name: str
    method: str
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    media_type: str = ""
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class RequestFault:
    """What is wrong with a part of a request.

    Attributes:
        where: the part: `body`, `path`, `query` or `header`.
        pointer: where in it; for a parameter its name, as a pointer.
        detail: what is wrong.
    """

    where: str
    pointer: str
    detail: str


@dataclass(slots=True)
class MockAnswer:
    """What a mock answers.

    Attributes:
        status: the status.
        body: the body before it is written; ABSENT without one.
        media_type: the media type of the body that the contract names.
        headers: the headers that state determines.
        notes: what people may want to know, such as a posted field that was dropped.
        problem: why the request failed, such as `unknown key`; empty for a success. The
            body of a failure is for whoever writes errors in the contract's shape.
        is_declared: whether the contract declares this status.
        faults: of a failure, what was wrong with which parts of the request.
        messages: what is sent to others once this has been answered.
    """

    status: int
    body: Any = ABSENT
    media_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    is_declared: bool = True
    faults: tuple[RequestFault, ...] = ()
    messages: list[OutgoingMessage] = field(default_factory=list)


class RefusedRequest(Exception):
    """A request that cannot be done: the status, why, and what of it is wrong."""

    def __init__(
        self, status: int, problem: str, faults: Iterable[RequestFault] = ()
    ) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
        self.faults = tuple(faults)
