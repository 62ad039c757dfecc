"""Reads request bodies that are sequences of JSON values."""

from __future__ import annotations

import re
from typing import Any, cast

from ..checking.checker import Meant
from ..contract.gate import Gate, InvalidValue
from ..contract.operation import Media
from ..http.refusal import Refusal, invalid, malformed
from ..schemas.schema_types import is_exact
from ..syntax.exact_numbers import with_digits
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import MediaType, parse_media_type
from ..syntax.sequences import Framing, framing_of, texts_of
from .readers import BodyReader, Intake, aside

_INDEX = re.compile(r"/([0-9]+)")


class SequenceReader(BodyReader):
    """Reads a body of many JSON values as a list, validated as an array.

    The media type's schema describes the array. Faults have a pointer that begins with
    the item's index, and the line of the body that the item begins on, from 1.
    """

    takes_nothing = True

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        known = parse_media_type(media.media_type)
        self._framing = (known and framing_of(known)) or "lines"
        self._exact = is_exact(self.validator.root)

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the list of the items."""
        content = await self.content(intake)
        items = await aside(lambda: self._items(content), len(content) // 16)
        try:
            value = await intake.checker().choose(self.name, items.meant)
            if self._exact:
                value = await aside(items.exact, items.meant.size)
            return await self.seen(value, items.meant.size)
        except InvalidValue as error:
            found = [_entry(f.pointer, f.detail, items.lines) for f in error.violations]
            raise invalid(found) from None

    def _items(self, content: bytes) -> _Items:
        return _Items(content, self._framing, exact=self._exact)


class _Items:
    """The items of a sequence, and the line that each begins on."""

    def __init__(self, content: bytes, framing: Framing, *, exact: bool) -> None:
        values: list[object] = []
        self.lines: list[int] = []
        self._texts: list[bytes] = []
        for line, text in texts_of(content, framing):
            try:
                values.append(parse(text))
            except MalformedJson as error:
                raise _malformed(len(values), line, error) from None
            self.lines.append(line)
            if exact:
                self._texts.append(text)
        self.meant = Meant([values])

    def exact(self) -> object:
        """Return the items, doubles of which know what they stand for."""
        [values] = self.meant.values
        return list(map(with_digits, cast("list[object]", values), self._texts))


def _entry(pointer: str, detail: str, lines: list[int]) -> dict[str, object]:
    entry: dict[str, object] = {"in": "body", "pointer": pointer, "detail": detail}
    if index := _INDEX.match(pointer):
        entry["line"] = lines[int(index[1])]
    return entry


def _malformed(index: int, line: int, error: MalformedJson) -> Refusal:
    place = {"line": line + error.line - 1, "column": error.column}
    fault = {"in": "body", "pointer": f"/{index}", "detail": error.detail, **place}
    return malformed("An item of the body is not strict JSON.", [fault])
