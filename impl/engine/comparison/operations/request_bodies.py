"""Compare the bodies of what an operation is called with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Occurrence,
    located,
    simple,
    unmade,
)
from impl.engine.comparison.operations.forms import FormComparison
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.witnesses.messages import ABSENT, Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Finding,
        Make,
    )
    from impl.engine.comparison.differences.leaves import Step


class RequestBodyComparison:
    """Compares the request body of one operation in base and revision."""

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
        self._sides, _ = context.role("request", swapped=swapped)
        self._sender, self._reader = self._sides.ordered(base, revision)
        self._messages = Messages(self._sides.sender)
        self._forms = FormComparison(context, self._pair, self._sides, self._messages)

    def compare(self) -> None:
        """Note the differences."""
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
            located(places, self._pair[0].place, part),
            message,
            readings,
        )
        self._context.add(found)
        return found

    def _word(self, forward: str, backward: str) -> str:
        """Choose the word for the way from base to revision."""
        return forward if self._sides.sender_is_base else backward

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
            other = media_ranges.covering(name, read.contents)
            if other is None:
                self._uncovered(name, places)
                continue
            self._forms.compare(content, other)
            if content.schema or other.schema:
                pair = (_node(content.schema), _node(other.schema))
                compare_schemas(
                    self._context,
                    pair,
                    self._pair,
                    ("request", self._swapped),
                    MessagePart("request body", name),
                    self._around(name, content.schema),
                )
        for name in read.contents:
            if media_ranges.covering(name, sent.contents) is None:
                word = self._word("added", "removed")
                self._note(
                    f"media-type-{word}",
                    places,
                    f"body {name}",
                    f"The media type {name} of the request body was {word}.",
                ).focus = name

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
    candidates = [media_ranges.concrete(name), name.replace("*", "vnd.example")]
    free = [
        each for each in candidates if media_ranges.covering(each, contents) is None
    ]
    return free[0] if free else candidates[0]


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()
