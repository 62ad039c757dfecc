"""Compare what an operation answers: statuses, headers, bodies and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.differences.facts import REFUTED, always, only_strict
from impl.engine.comparison.differences.findings import undocumented
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_parts import RESPONSE_PARTS
from impl.engine.comparison.kinds.of_schemas import Carrier
from impl.engine.comparison.operations.bodies_as_text import BodyAsText
from impl.engine.comparison.operations.forms import FormComparison
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.operation_pair import MessageSpot
from impl.engine.comparison.operations.response_headers import ResponseHeaderComparison
from impl.engine.comparison.witnesses.messages import Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredMessage,
    )
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.operations.operation_pair import OperationPair

    _Contents = dict[str, DeclaredContent]


class ResponseComparison:
    """Compares the responses of one operation in base and revision."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations
        self._messages = operations.messages
        self._expected = Messages(operations.sides.reader)
        self._headers = ResponseHeaderComparison(operations)

    def compare(self) -> None:
        """Note the differences."""
        done = set()
        ours, theirs = (
            self._operations.sender.responses,
            self._operations.reader.responses,
        )
        for status in statuses.representatives(ours, theirs):
            sent = statuses.answer(self._operations.sender, status)
            read = statuses.answer(self._operations.reader, status)
            is_bare = not statuses.carries_body(self._operations.base.method, status)
            key = (sent and sent.pointer, read and read.pointer, is_bare)
            if key in done:
                continue
            done.add(key)
            if sent and read:
                self._both(status, sent, read)
                if is_bare:
                    self._unsent(status)
            elif sent:
                self._status_of_sender(status, sent)
            elif read:
                self._status_of_reader(status, read)

    def _presence(self, *, is_sent: bool) -> Effect:
        """Say what happened to what only the sender, or only the reader, has."""
        if is_sent:
            return self._operations.change(Effect.REMOVED, Effect.ADDED)
        return self._operations.change(Effect.ADDED, Effect.REMOVED)

    def _status_of_sender(self, status: str, sent: DeclaredMessage) -> None:
        change = self._presence(is_sent=True)
        self._operations.note(
            catalogue.STATUS[change],
            _spot(
                (sent.pointer, self._operations.reader.pointer), status, "", "status"
            ),
            f"The status {statuses.key_of(status, self._operations.sender.responses)} "
            f"was {change.value}.",
            only_strict(),
            lambda _: self._messages.response(status, sent),
        )

    def _status_of_reader(self, status: str, read: DeclaredMessage) -> None:
        """Note a status that no longer comes.

        Who waits for a success waits in vain; errors are no loss.
        """
        change = self._presence(is_sent=False)
        places = (self._operations.sender.pointer, read.pointer)
        key = statuses.key_of(status, self._operations.reader.responses)
        left = [] if key == status else _within(key, self._operations.sender)
        message = f"The status {key} was {change.value}"
        if left:
            # Whoever waits for any of them still waits for one of those.
            message += f", but for {', '.join(left)}"
        self._operations.note(
            catalogue.STATUS[change],
            _spot(places, status, "", "status", flipped=True),
            f"{message}.",
            always(REFUTED) if status.startswith("2") and not left else None,
            lambda _: self._expected.response(status, read),
        )

    def _both(self, status: str, sent: DeclaredMessage, read: DeclaredMessage) -> None:
        for name in dict.fromkeys([*sent.headers, *read.headers]):
            self._headers.compare(status, sent, read, name)
        self._links(status, sent, read)
        if bool(sent.contents) != bool(read.contents):
            self._body_or_none(status, sent, read)
            return
        for name, content, other in media_ranges.paired(sent.contents, read.contents):
            self._forms(status, sent).compare(content, other)
            if content.schema or other.schema:
                part = f"response {status} body"
                kind = media_ranges.unclaimed(name, sent.contents, read.contents)
                compare_schemas(
                    self._operations,
                    (_node(content.schema), _node(other.schema)),
                    MessagePart.body(Carrier.RESPONSE_BODY, part, name, status),
                    BodyAsText(self._operations, content, other).makers(
                        self._around(status, sent, kind, content.schema)
                    ),
                )
        for name in sent.contents:
            if media_ranges.covering(name, read.contents) is None:
                self._media_type(status, name, sent, read, is_sent=True)
        for name in read.contents:
            if media_ranges.covering(name, sent.contents) is None:
                self._media_type(status, name, sent, read, is_sent=False)

    def _unsent(self, status: str) -> None:
        """Note what code may be typed by, and what never comes."""
        sides, keys, held = self._operations.sides, [], []
        for each in (self._operations.sender, self._operations.reader):
            keys.append(statuses.key_of(status, each.responses))
            held.append(each.responses[keys[-1]])
        ours, theirs = (each.contents for each in held)
        if keys[0] != keys[1] or _is_said_alike(sides, ours, theirs):
            return
        places = (held[0].pointer, held[1].pointer)
        self._operations.note(
            catalogue.UNSENT_BODY_CHANGED,
            _spot(places, status, "body", "body"),
            f"The body declared for the response {keys[0]} changed, which never comes.",
            said=sides.ordered(*(sorted(each) for each in (ours, theirs))),
        )

    def _forms(self, status: str, sent: DeclaredMessage) -> FormComparison:
        return FormComparison(
            self._operations,
            RESPONSE_PARTS,
            f"response {status} body",
            lambda body: self._messages.response(status, sent, body=body),
        )

    def _missing(self, name: str, sent: DeclaredMessage) -> Readings | None:
        """Judge a media type that no longer comes; of a range, any one will do."""
        return None if media_ranges.any_within(name, sent.contents) else always(REFUTED)

    def _body_or_none(
        self, status: str, sent: DeclaredMessage, read: DeclaredMessage
    ) -> None:
        change = self._presence(is_sent=bool(sent.contents))
        self._operations.note(
            catalogue.RESPONSE_BODY[change],
            _spot((sent.pointer, read.pointer), status, "body", "body"),
            f"The body of the response {status} was {change.value}.",
            only_strict() if sent.contents else always(REFUTED),
            lambda _: self._messages.response(status, sent),
        )

    def _media_type(
        self,
        status: str,
        name: str,
        sent: DeclaredMessage,
        read: DeclaredMessage,
        *,
        is_sent: bool,
    ) -> None:
        """Note a media type of one side; clients choose by Accept among those left."""
        held, messages = (sent, self._messages) if is_sent else (read, self._expected)
        readings = only_strict() if is_sent else self._missing(name, sent)
        if self._operations.is_impossible(held.contents[name], is_sent=is_sent):
            readings = None

        def make(_: Any) -> Witness:
            value = messages.value(held.contents[name].schema)
            kind = media_ranges.unclaimed(name, sent.contents, read.contents)
            return messages.response(status, held, body=(kind, value))

        change = self._presence(is_sent=is_sent)
        places, what = (sent.pointer, read.pointer), f"body {name}"
        self._operations.note(
            catalogue.RESPONSE_MEDIA_TYPE[change],
            _spot(places, status, what, "media type", flipped=not is_sent),
            f"The media type {name} of the response {status} was {change.value}.",
            readings,
            make,
        )

    def _links(self, status: str, sent: DeclaredMessage, read: DeclaredMessage) -> None:
        for name in dict.fromkeys([*sent.links, *read.links]):
            ours, theirs = sent.links.get(name), read.links.get(name)
            said = (undocumented(ours), undocumented(theirs))
            if said[0] == said[1]:
                continue
            change = Effect.CHANGED
            if ours is None or theirs is None:
                change = self._presence(is_sent=bool(ours))
            what = f"link {name}"
            self._operations.note(
                catalogue.LINK[change],
                _spot((sent.pointer, read.pointer), status, what, what),
                f"The link {name!r} of the response {status} was {change.value}.",
                said=self._operations.sides.ordered(*said),
            )

    def _around(
        self, status: str, sent: DeclaredMessage, name: str, schema: str | None
    ) -> Any:
        def around(steps: tuple[SchemaStep, ...], value: Any) -> Witness:
            whole = self._messages.around(schema, steps, value) if schema else value
            return self._messages.response(status, sent, body=(name, whole))

        return around


def _within(key: str, operation: DeclaredOperation) -> list[str]:
    """List the statuses of an operation that a range of statuses covers."""
    is_any = key == "default"
    return [other for other in operation.responses if is_any or other[0] == key[0]]


def _is_said_alike(sides: Sides, ours: _Contents, theirs: _Contents) -> bool:
    """Tell whether two bodies have the same media types and schemas."""
    return ours.keys() == theirs.keys() and all(
        sides.same((_node(ours[name].schema), _node(theirs[name].schema)))
        for name in ours
    )


def _spot(
    places: tuple[str, str],
    status: str,
    what: str,
    expected: str,
    *,
    flipped: bool = False,
) -> MessageSpot:
    part = f"response {status} {what}".rstrip()
    words = f"response {status}" if what else ""
    return MessageSpot(
        *(places, part, expected),
        focus=part,
        flipped=flipped,
        words=words,
        status=status,
    )


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()
