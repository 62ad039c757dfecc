"""Webhooks and callbacks of a mock: which there are, and one that is asked for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final, Protocol

from impl.engine.mocking.state.messages import OutgoingMessage
from impl.mocks.memory import Memory

_MEMBERS: Final = frozenset({"name", "body", "url", "delay"})
_LONGEST_DELAY: Final = 24 * 60 * 60


class Outbox(Protocol):
    """Sends messages to others."""

    @property
    def has_receivers(self) -> bool:
        """Tell whether anybody wants webhooks."""

    def post(self, message: OutgoingMessage, delay: float = 0.0) -> None:
        """Send a message, after some seconds, without being waited for."""

    def told(self) -> dict[str, Any]:
        """Return who gets messages, and what became of the last ones."""


class NotPosted(ValueError):
    """A message can't be sent: `status` and the message say why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


def messages_of(memory: Memory, outbox: Outbox | None) -> dict[str, Any]:
    """Return which messages the contract has, what they are sent for, and the last."""
    messages = [
        {
            "name": each.name,
            "kind": "callback" if each.owner else "webhook",
            "method": each.method,
            "signed": each.is_signed,
            "for": [each.address]
            if each.owner
            else [f"{topic.kind} {topic.door}" for topic in each.topics],
        }
        for each in memory.outgoing
    ]
    return {"messages": messages, **(outbox.told() if outbox else {})}


def post(
    memory: Memory, outbox: Outbox | None, given: Any, session: str
) -> dict[str, Any]:
    """Send what is asked for, now or later; return the message.

    Raises:
        NotPosted: it is not asked for properly, or nothing sends here.
    """
    asked: dict[str, Any] = given if isinstance(given, dict) else {}
    name, url, delay = (asked.get(key) for key in ("name", "url", "delay"))
    if not isinstance(name, str) or asked.keys() - _MEMBERS:
        raise NotPosted(422, 'Post {"name": …}, and "body", "url" or "delay".')
    if not isinstance(url, str | None):
        raise NotPosted(422, "The url is no text.")
    if not isinstance(delay, int | float | None) or isinstance(delay, bool):
        raise NotPosted(422, "The delay is no number of seconds.")
    if not 0 <= (delay or 0) <= _LONGEST_DELAY:
        raise NotPosted(422, f"The delay is seconds, {_LONGEST_DELAY} at most.")
    if outbox is None:
        raise NotPosted(409, "This mock sends nothing.")
    try:
        message = memory.message(session, name, url or "", asked)
    except LookupError:
        raise NotPosted(404, f"The contract has no message {name!r}.") from None
    except ValueError as error:
        raise NotPosted(422, f"That is not what the contract has: {error}.") from None
    if not url and all(each.owner for each in memory.outgoing if each.name == name):
        raise NotPosted(422, "A callback goes to the url that is given.")
    outbox.post(message, float(delay or 0))
    return asdict(message)
