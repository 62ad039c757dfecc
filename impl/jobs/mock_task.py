"""Mocking a contract as messages to another process and back."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from impl.errors import NotMockable
from impl.jobs.framing import Parts

PREPARE: Final = b"prepare"
ANSWER: Final = b"answer"
REPORT: Final = b"report"
_REFUSED: Final = b"refused"
_DONE: Final = b"done"


@dataclass(frozen=True, slots=True)
class MockedRequest:
    """A request to a mock, as it came; texts are of bytes, by Latin-1.

    Attributes:
        path: below the address of the mock, not decoded.
        root: the path of that address. scheme: of the address.
    """

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    root: str
    scheme: str


@dataclass(frozen=True, slots=True)
class MockedAnswer:
    """What a mock answers.

    Attributes:
        delay: seconds to wait before it is sent.
        state: what is remembered from now on; None if that is what it was.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    delay: float = 0.0
    state: bytes | None = None


def preparing(content: bytes, seconds: float) -> Parts:
    """Write that a published contract is to be mocked from now on.

    `seconds` is the processor time that one answer may take.
    """
    return [PREPARE, content, str(seconds).encode()]


def reporting() -> Parts:
    """Write that it is to be told what each operation remembers."""
    return [REPORT]


def asking(request: MockedRequest, state: bytes) -> Parts:
    """Write a request, with what is remembered; b"" if nothing is."""
    head = {**asdict(request), "body": None}
    return [ANSWER, json.dumps(head).encode(), request.body, state]


def asked(parts: Parts) -> tuple[MockedRequest, bytes]:
    """Read what `asking` wrote, but for the verb."""
    head, body, state = parts
    fields = json.loads(head)
    fields["headers"] = tuple((name, value) for name, value in fields["headers"])
    return MockedRequest(**{**fields, "body": body}), state


def done(told: object = None) -> Parts:
    """Write that it is done; `told` is JSON values."""
    return [_DONE, json.dumps(told).encode()]


def refused(reason: str) -> Parts:
    """Write that the contract can't be mocked."""
    return [_REFUSED, reason.encode()]


def answered(answer: MockedAnswer) -> Parts:
    """Write an answer."""
    head = [answer.status, answer.headers, answer.delay, answer.state is not None]
    return [_DONE, json.dumps(head).encode(), answer.body, answer.state or b""]


def told(parts: Parts) -> Any:
    """Read what `done` wrote.

    Raises:
        NotMockable: it was refused.
    """
    outcome, said = parts
    if outcome == _REFUSED:
        raise NotMockable(said.decode())
    return json.loads(said)


def answer_of(parts: Parts) -> MockedAnswer:
    """Read what `answered` wrote."""
    _, head, body, state = parts
    status, headers, delay, is_changed = json.loads(head)
    fields = tuple((name, value) for name, value in headers)
    return MockedAnswer(status, fields, body, delay, state if is_changed else None)
