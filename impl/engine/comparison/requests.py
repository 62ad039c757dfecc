"""Compare what an operation is called with: parameters and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison import media
from impl.engine.comparison.bodies import compare_schemas
from impl.engine.comparison.facts import REFUTED, Evidence, always, only_strict
from impl.engine.comparison.findings import (
    Expected,
    Occurrence,
    located,
    simple,
    undocumented,
    unmade,
)
from impl.engine.comparison.messages import ABSENT, Messages
from impl.engine.comparison.parameters import compare_values

if TYPE_CHECKING:
    from impl.engine.comparison.acceptance import Witness
    from impl.engine.comparison.descent import Step
    from impl.engine.comparison.facts import Readings
    from impl.engine.comparison.findings import Context, Finding, Make
    from impl.engine.comparison.parts import Content, Parameter
    from impl.engine.comparison.surface import Operation


class Requests:
    """Compares the requests of one operation in base and revision."""

    def __init__(
        self, context: Context, base: Operation, revision: Operation, swapped: bool
    ) -> None:
        self._context = context
        self._pair = (base, revision)
        self._swapped = swapped
        self._sides, _ = context.role("request", swapped=swapped)
        self._sender, self._reader = self._sides.ordered(base, revision)
        self._messages = Messages(self._sides.sender)

    def compare(self) -> None:
        """Note the differences."""
        ours, theirs = self._sender.parameters, self._reader.parameters
        for key in dict.fromkeys([*ours, *theirs]):
            sent, read = ours.get(key), theirs.get(key)
            if sent and read:
                self._both(key, sent, read)
            elif key[0] != "path":
                self._one(key, sent, read)
        self._bodies()

    def _note(
        self,
        what: str,
        places: tuple[str, str],
        part: str,
        message: str,
        readings: Readings | None = None,
        make: Make = unmade,
    ) -> Finding:
        """Note a difference; places are those of sender and reader."""
        expected = Expected("media type" if part.startswith("body ") else part)
        found = simple(
            f"request-{what}",
            Occurrence(*self._pair, self._sides, make, expected),
            self._sides.ordered(*places),
            located(places, f"{self._pair[0].key} {part}"),
            message,
            readings,
        )
        self._context.add(found)
        return found

    def _both(self, key: tuple[str, str], sent: Parameter, read: Parameter) -> None:
        part = f"{sent.place} {sent.name}"
        places = (sent.pointer, read.pointer)
        if read.required and not sent.required:
            self._became_required(sent, places, part)
        elif sent.required and not read.required:
            self._note(
                f"parameter-{self._word('optional', 'required')}",
                places,
                part,
                f"Parameter {sent.name!r} ({sent.place}) became "
                f"{self._word('optional', 'required')}.",
            )
        compare_values(self._context, self._pair, self._swapped, key, (sent, read))

    def _became_required(
        self, sent: Parameter, places: tuple[str, str], part: str
    ) -> None:
        def make(_: Any) -> Witness:
            return self._messages.request(self._sender, parameters={sent.key: ABSENT})

        word = self._word("required", "optional")
        message = f"Parameter {sent.name!r} ({sent.place}) became {word}."
        self._note(f"parameter-{word}", places, part, message, always(REFUTED), make)

    def _word(self, forward: str, backward: str) -> str:
        """Choose the word for the way from base to revision."""
        return forward if self._sides.sender_is_base else backward

    def _one(
        self, key: tuple[str, str], sent: Parameter | None, read: Parameter | None
    ) -> None:
        """Note a parameter that only one side has."""
        held = sent or read
        if held is None:
            return
        part = f"{held.place} {held.name}"
        word = (
            self._word("added", "removed") if read else self._word("removed", "added")
        )
        readings = None
        if read and read.required:
            readings = always(REFUTED)
        elif sent and sent.place == "query":
            readings = only_strict()

        def make(_: Any) -> Witness:
            if sent is None:
                return self._messages.request(self._sender)
            schema = sent.content.schema if sent.content else sent.schema
            value = self._messages.value(schema)
            return self._messages.request(self._sender, parameters={key: value})

        demand = "required" if held.required else "optional"
        message = f"The {demand} parameter {held.name!r} ({held.place}) was {word}."
        places = (
            sent.pointer if sent else self._sender.pointer,
            read.pointer if read else self._reader.pointer,
        )
        found = self._note(f"parameter-{word}", places, part, message, readings, make)
        found.said = self._sides.ordered(*map(_said, (sent, read)))
        found.focus = part
        if sent and sent.deprecated and not read:
            found.marks = ("deprecated-removal",)
            found.sunset = self._sender.surface.sunset(sent.pointer)

    def _bodies(self) -> None:
        sent, read = self._sender.body, self._reader.body
        places = (
            sent.pointer if sent else self._sender.pointer,
            read.pointer if read else self._reader.pointer,
        )
        if sent is None or read is None:
            if sent or read:
                self._one_body(places)
            return
        if read.required and not sent.required:
            self._note(
                f"body-{self._word('required', 'optional')}",
                places,
                "body",
                f"The request body became {self._word('required', 'optional')}.",
                always(REFUTED),
                lambda _: self._messages.request(self._sender, body=ABSENT),
            )
        elif sent.required and not read.required:
            word = self._word("optional", "required")
            self._note(
                f"body-{word}", places, "body", f"The request body became {word}."
            )
        self._contents(places)

    def _one_body(self, places: tuple[str, str]) -> None:
        sent, read = self._sender.body, self._reader.body
        word = (
            self._word("added", "removed") if read else self._word("removed", "added")
        )
        refuted = bool(sent) or bool(read and read.required)

        def make(_: Any) -> Witness:
            contents = sent.contents if sent else {}
            for name, content in contents.items():
                body = (name, self._messages.value(content.schema))
                return self._messages.request(self._sender, body=body)
            return self._messages.request(self._sender)

        self._note(
            f"body-{word}",
            places,
            "body",
            f"The request body was {word}.",
            always(REFUTED) if refuted else None,
            make,
        )

    def _contents(self, places: tuple[str, str]) -> None:
        sent, read = self._sender.body, self._reader.body
        if sent is None or read is None:
            return
        for name, content in sent.contents.items():
            other = media.covering(name, read.contents)
            if other is None:
                self._uncovered(name, places)
                continue
            self._encodings(content, other, f"body {name}")
            if content.schema or other.schema:
                pair = (_node(content.schema), _node(other.schema))
                compare_schemas(
                    self._context,
                    pair,
                    self._pair,
                    ("request", self._swapped),
                    "request body",
                    self._around(name, content.schema),
                )
        for name in read.contents:
            if media.covering(name, sent.contents) is None:
                word = self._word("added", "removed")
                self._note(
                    f"media-type-{word}",
                    places,
                    f"body {name}",
                    f"The media type {name} of the request body was {word}.",
                ).focus = name

    def _encodings(self, sent: Content, read: Content, part: str) -> None:
        """Note that forms are written in another way, which nothing here can judge."""
        sides = ((self._sides.sender, sent), (self._sides.reader, read))
        said = [
            undocumented(side.surface.value(f"{held.pointer}/encoding"))
            for side, held in sides
        ]
        if said[0] != said[1]:
            found = self._note(
                "body-encoding-changed",
                (sent.pointer, read.pointer),
                part,
                f"The encoding of {part} changed.",
                always(Evidence("undecided")),
            )
            found.said = self._sides.ordered(*said)

    def _uncovered(self, name: str, places: tuple[str, str]) -> None:
        sent = self._sender.body
        schema = sent.contents[name].schema if sent else None

        def make(_: Any) -> Witness:
            body = (_outside(name, self._reader), self._messages.value(schema))
            return self._messages.request(self._sender, body=body)

        word = self._word("removed", "added")
        self._note(
            f"media-type-{word}",
            places,
            f"body {name}",
            f"The media type {name} of the request body was {word}.",
            always(REFUTED),
            make,
        ).focus = name

    def _around(self, name: str, schema: str | None) -> Any:
        def around(steps: tuple[Step, ...], value: Any) -> Witness:
            whole = self._messages.around(schema, steps, value) if schema else value
            return self._messages.request(self._sender, body=(name, whole))

        return around


def _outside(name: str, reader: Operation) -> str:
    """Name a media type within a range that the reader does not declare."""
    if "*" not in name:
        return name
    contents = reader.body.contents if reader.body else {}
    candidates = [media.concrete(name), name.replace("*", "vnd.example")]
    free = [each for each in candidates if media.covering(each, contents) is None]
    return free[0] if free else candidates[0]


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()


def _said(parameter: Parameter | None) -> Any:
    if parameter is None:
        return None
    return [parameter.required, *parameter.serialization]
