"""Requests as they are on the wire, and probes made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from scripts.fuzzing.valid_requests import ValidRequest

Fields = tuple[tuple[str, str], ...]
# A connection is for one message, and says so itself.
_WRITTEN = frozenset({"connection", "content-length", "host", "transfer-encoding"})
_LEFT_OUT = frozenset({"accept-encoding", "user-agent", "x-schemathesis-testcaseid"})


class ExpectedAnswer(Enum):
    """What HTTP and the contract let a service answer."""

    ANSWER = "any answer but a server error"
    REFUSAL = "a refusal (4xx)"


@dataclass(frozen=True)
class WireMessage:
    """A request with one body of a known length.

    Names, values and the target are Latin-1 text that stands for bytes.
    """

    method: str
    target: str
    headers: Fields = ()
    body: bytes | None = None

    @classmethod
    def of(cls, request: ValidRequest) -> WireMessage:
        """Return a request without what the HTTP client adds of its own accord."""
        kept = tuple(
            (name, value)
            for name, value in request.headers
            if name.lower() not in _WRITTEN | _LEFT_OUT
        )
        return cls(request.method, request.target, kept, request.body)

    def header(self, name: str) -> str | None:
        """Return the value of a field."""
        wanted = name.lower()
        return next((v for k, v in self.headers if k.lower() == wanted), None)

    def without(self, *names: str) -> WireMessage:
        """Return it without some fields."""
        left_out = {name.lower() for name in names}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in left_out)
        return replace(self, headers=kept)

    def with_header(self, name: str, value: str) -> WireMessage:
        """Return it with a field that replaces those of its name."""
        changed = self.without(name)
        return replace(changed, headers=(*changed.headers, (name, value)))

    def with_body(self, body: bytes) -> WireMessage:
        """Return it with another body."""
        return replace(self, body=body)

    def with_query(self, text: str) -> WireMessage:
        """Return it with more at the end of its query."""
        sign = "&" if "?" in self.target else "?"
        return replace(self, target=f"{self.target}{sign}{text}")

    def data(self, authority: str) -> bytes:
        """Return the bytes that are sent to an authority."""
        lines = [f"{self.method} {self.target} HTTP/1.1", f"Host: {authority}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body is not None:
            lines.append(f"Content-Length: {len(self.body)}")
        lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace")
        return head + b"\r\n\r\n" + (self.body or b"")


@dataclass(frozen=True)
class RawProbe:
    """Something to send, and what may come back.

    Attributes:
        name: what is odd about it, as the end of "answers … with 500".
        message: a whole request; nothing if `data` is sent as it is.
        data: bytes that no client would send.
        declared: whether the answer has to be one that the operation declares.
        answers: how many answers are waited for.
        may_close: whether a server may close instead of answering.
        printing: a command that prints the body, where that is too long to be shown.
        is_credential: whether what has to be refused is who sends it.
        also_right: server errors that are right answers.
        undeclared: statuses that no contract needs to declare for it.
    """

    name: str
    message: WireMessage | None = None
    data: bytes = b""
    expected: ExpectedAnswer = ExpectedAnswer.ANSWER
    declared: bool = False
    answers: int = 1
    may_close: bool = False
    printing: str = ""
    is_credential: bool = False
    also_right: frozenset[int] = frozenset()
    undeclared: frozenset[int] = frozenset()
