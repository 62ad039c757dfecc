"""Requests as a mock's state sees them, and its answers."""

from __future__ import annotations

from collections.abc import Mapping
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
    """

    status: int
    body: Any = ABSENT
    media_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    is_declared: bool = True


class RefusedRequest(Exception):
    """A request that cannot be done: the status, and why."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
