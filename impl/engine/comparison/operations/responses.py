"""Compare what an operation answers: statuses, headers, bodies and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.differences.facts import REFUTED, always, only_strict
from impl.engine.comparison.differences.findings import (
    Expected,
    Occurrence,
    located,
    simple,
    undocumented,
    unmade,
)
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.response_headers import ResponseHeaderComparison
from impl.engine.comparison.witnesses.messages import Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import Message
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Finding,
        Make,
    )
    from impl.engine.comparison.differences.leaves import Step


class ResponseComparison:
    """Compares the responses of one operation in base and revision."""

    def __init__(
        self,
        context: ComparisonContext,
        base: Operation,
        revision: Operation,
        swapped: bool,
    ) -> None:
        self._context = context
        self._pair = (base, revision)
        self._swapped = swapped
        self._sides, _ = context.role("response", swapped=swapped)
        self._sender, self._reader = self._sides.ordered(base, revision)
        self._messages = Messages(self._sides.sender)
        self._expected = Messages(self._sides.reader)
        self._headers = ResponseHeaderComparison(context, base, revision, swapped)

    def compare(self) -> None:
        """Note the differences."""
        done = set()
        ours, theirs = self._sender.responses, self._reader.responses
        for status in statuses.representatives(ours, theirs):
            sent = statuses.covering(status, ours)
            read = statuses.covering(status, theirs)
            key = (sent and sent.pointer, read and read.pointer)
            if key in done:
                continue
            done.add(key)
            if sent and read:
                self._both(status, sent, read)
            elif sent or read:
                self._one(status, sent, read)

    def _word(self, forward: str, backward: str) -> str:
        """Choose the word for the way from the reader's contract to the sender's."""
        return backward if self._sides.sender_is_base else forward

    def _note(
        self,
        what: str,
        places: tuple[str, str],
        part: str,
        message: str,
        readings: Readings | None = None,
        make: Make = unmade,
        *,
        flipped: bool = False,
    ) -> Finding:
        """Note a difference; places are those of sender and reader."""
        found = simple(
            f"response-{what}",
            Occurrence(*self._pair, self._sides, make, _expected(part), flipped),
            self._sides.ordered(*places),
            located(places, self._pair[0].place, part),
            message,
            readings,
        )
        found.focus = part
        self._context.add(found)
        return found

    def _one(self, status: str, sent: Message | None, read: Message | None) -> None:
        if sent:
            word = self._word("added", "removed")
            places = (sent.pointer, self._reader.pointer)
            self._note(
                f"status-{word}",
                places,
                f"response {status}",
                f"The status {status} was {word}.",
                only_strict(),
                lambda _: self._messages.response(status, sent),
            )
        elif read:
            # Who waits for a success waits in vain; errors are no loss.
            word = self._word("removed", "added")
            is_success = status.startswith("2")
            self._note(
                f"status-{word}",
                (self._sender.pointer, read.pointer),
                f"response {status}",
                f"The status {status} was {word}.",
                always(REFUTED) if is_success else None,
                lambda _: self._expected.response(status, read),
                flipped=True,
            )

    def _both(self, status: str, sent: Message, read: Message) -> None:
        part = f"response {status}"
        for name in dict.fromkeys([*sent.headers, *read.headers]):
            self._headers.compare(status, sent, read, name)
        self._links(sent, read, part)
        if bool(sent.contents) != bool(read.contents):
            self._body_or_none(status, sent, read)
            return
        for name, content in sent.contents.items():
            other = media_ranges.covering(name, read.contents)
            if other is None:
                self._media_type(status, name, sent, read, is_sent=True)
            elif content.schema or other.schema:
                pair = (_node(content.schema), _node(other.schema))
                compare_schemas(
                    self._context,
                    pair,
                    self._pair,
                    ("response", self._swapped),
                    MessagePart(f"{part} body", name),
                    self._around(status, sent, name, content.schema),
                )
        for name in read.contents:
            if media_ranges.covering(name, sent.contents) is None:
                self._media_type(status, name, sent, read, is_sent=False)

    def _missing(self, name: str, sent: Message) -> Readings | None:
        """Judge a media type that no longer comes; of a range, any one will do."""
        return None if media_ranges.any_within(name, sent.contents) else always(REFUTED)

    def _body_or_none(self, status: str, sent: Message, read: Message) -> None:
        word = (
            self._word("added", "removed")
            if sent.contents
            else self._word("removed", "added")
        )
        readings = only_strict() if sent.contents else always(REFUTED)

        def make(_: Any) -> Witness:
            return self._messages.response(status, sent)

        self._note(
            f"body-{word}",
            (sent.pointer, read.pointer),
            f"response {status} body",
            f"The body of the response {status} was {word}.",
            readings,
            make,
        )

    def _media_type(
        self, status: str, name: str, sent: Message, read: Message, *, is_sent: bool
    ) -> None:
        """Note a media type of one side; clients choose by Accept among those left."""

        def make(_: Any) -> Witness:
            held, messages = (
                (sent, self._messages) if is_sent else (read, self._expected)
            )
            value = messages.value(held.contents[name].schema)
            return messages.response(status, held, body=(name, value))

        word = (
            self._word("added", "removed")
            if is_sent
            else self._word("removed", "added")
        )
        self._note(
            f"media-type-{word}",
            (sent.pointer, read.pointer),
            f"response {status} body {name}",
            f"The media type {name} of the response {status} was {word}.",
            only_strict() if is_sent else self._missing(name, sent),
            make,
            flipped=not is_sent,
        )

    def _links(self, sent: Message, read: Message, part: str) -> None:
        for name in dict.fromkeys([*sent.links, *read.links]):
            ours, theirs = sent.links.get(name), read.links.get(name)
            if undocumented(ours) == undocumented(theirs):
                continue
            word = "changed"
            if ours is None or theirs is None:
                word = (
                    self._word("added", "removed")
                    if ours
                    else self._word("removed", "added")
                )
            found = self._note(
                f"link-{word}",
                (sent.pointer, read.pointer),
                f"{part} link {name}",
                f"The link {name!r} of the {part} was {word}.",
            )
            found.said = self._sides.ordered(undocumented(ours), undocumented(theirs))

    def _around(self, status: str, sent: Message, name: str, schema: str | None) -> Any:
        def around(steps: tuple[Step, ...], value: Any) -> Witness:
            whole = self._messages.around(schema, steps, value) if schema else value
            return self._messages.response(status, sent, body=(name, whole))

        return around


def _expected(part: str) -> Expected:
    """Tell which part of a response is refused, by the name of the difference."""
    _, _, rest = part.removeprefix("response ").partition(" ")
    if rest.startswith("body "):
        return Expected("media type")
    return Expected(rest or "status")


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()
