# A copy of Countersign's scripts/codegen/runtime/bodies/readers.py.
"""Readers: from the bytes of a body to what its media type and schema make of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import to_thread
from pydantic import TypeAdapter

from ..checking.checker import Checker, Meant
from ..contract.gate import Gate, InvalidValue
from ..contract.operation import Media
from ..contract.read_only import ReadOnlyMembers
from ..contract.views import view
from ..contract.violations import of_text, violations
from ..http.refusal import Refusal, invalid, malformed
from ..options import Options
from ..schemas.effort import MOST_BYTES, MOST_VALUES, marks, weight_of
from ..schemas.schema_types import is_exact, kinds_of, shape_of
from ..serialization.styles import primitives
from ..syntax.exact_numbers import with_digits
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import MediaType
from .uploads import Incoming, Spool, Stream, Upload

T = TypeVar("T")

# Fields, lines or values that Python goes through at once, in about 2 ms.
AT_ONCE = 500
# Where the first character of a JSON text is looked for.
_NEAR = 1024
_TOO_DEEP = b"[" * 201
# JSON texts that begin like this have the type and the smallest value of it.
_ROOTS: dict[bytes, tuple[str, object]] = {b"{": ("object", {}), b"[": ("array", [])}


@dataclass(slots=True)
class Intake:
    """A body on its way in, the limits for it, and where its files are kept.

    `checker` returns what checks it, if that takes long.
    """

    incoming: Incoming
    options: Options
    checker: Callable[[], Checker]
    spools: list[Spool]


class RawReader:
    """Passes bytes on as they come in."""

    # May the body be empty, and in any charset?
    takes_nothing = takes_charsets = True

    def __init__(self, media: Media) -> None:
        self._media = media

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return the body as an `Upload`.

        Raises:
            Refusal: 413 or 422, by its Content-Length.
        """
        options, most = intake.options, self._media.max_size
        limit = options.max_upload_size
        limit = limit if most is None else min(limit, most)
        stream = Stream(intake.incoming, self._media.min_size, limit)
        size, held = intake.incoming.length, options.max_body_size
        return Upload(stream, media, size=size, most=held)


class BodyReader:
    """Bytes to values to a view; kinds of bodies differ in the first steps only.

    What is small is done at once. What is not is done where other requests do not wait
    for it: Python's own work in a thread, validating in another process.
    """

    takes_nothing = takes_charsets = False

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        self.name = media.schema or ""
        self.validator = gate.validator(self.name)
        self.effort = gate.effort(self.name)
        self.shape = shape_of(gate.schemas[self.name], gate.schemas)
        self._limit = media.max_body
        self._read_only = ReadOnlyMembers(self.name, gate)
        self._view = TypeAdapter(Any if kind is None else kind)

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the body.

        Raises:
            Refusal: 400, 413, 415, 422 or 503.
            ClientDisconnect: the client left.
        """
        raise NotImplementedError

    def limit(self, intake: Intake) -> int:
        """Return how many bytes of a body are held in memory."""
        return intake.options.limit(self._limit)

    def content(self, intake: Intake) -> Awaitable[bytes]:
        """Return the bytes of the body.

        Raises:
            Refusal: 413, there are too many.
            ClientDisconnect: the client left.
        """
        return intake.incoming.read(intake.options.limit(self._limit))

    async def checked(self, intake: Intake, meant: Meant) -> object:
        """Return a view of the first of some values that is valid.

        Raises:
            InvalidValue: none is.
            Refusal: 413 or 503.
        """
        value = await intake.checker().choose(self.name, meant)
        return await self.seen(value, meant.size)

    async def seen(self, value: object, size: int) -> object:
        """Return the view of a valid value that holds so many.

        What only the server knows is not in it.
        """
        if size <= AT_ONCE:
            return self._seen(value)
        return await to_thread.run_sync(self._seen, value)

    def _seen(self, value: object) -> object:
        if self._read_only.has_any:
            value = self._read_only.dropped(value)
        return view(self._view, self.shown(value))

    def shown(self, value: object) -> object:
        """Return a valid value as implementations see it."""
        return value


async def aside(work: Callable[[], T], size: int) -> T:
    """Return what `work` returns; in a thread if it goes through much."""
    return work() if size <= AT_ONCE else await to_thread.run_sync(work)


def refused(error: InvalidValue, said: Callable[[str], str] = str) -> Refusal:
    """Return the refusal of a body for what is wrong; `said` turns the words."""
    return invalid(
        [
            {"in": "body", "pointer": each.pointer, "detail": said(each.detail)}
            for each in error.violations
        ]
    )


class JsonReader(BodyReader):
    """Reads JSON."""

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        self._kinds = kinds_of(gate.schemas[self.name], gate.schemas)
        self._exact = is_exact(self.validator.root)

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the body.

        A body of the wrong type is refused for its first character, whatever follows:
        422, though it may be malformed besides. One that begins too deep is malformed.
        """
        content = await self.content(intake)
        try:
            self._check_root(content)
            return await self._read(intake, content)
        except MalformedJson as error:
            place = {"line": error.line, "column": error.column}
            violation = {"in": "body", "pointer": "", "detail": error.detail, **place}
            raise malformed("The body is not strict JSON.", [violation]) from None
        except InvalidValue as error:
            raise refused(error) from None

    async def _read(self, intake: Intake, content: bytes) -> object:
        size = len(content)
        if size <= MOST_BYTES:
            size, depth = marks(content)
            size += weight_of(content)
            if size <= MOST_VALUES and self.effort.may_check(size):
                value = parse(content)
                if self.validator.is_valid(value):
                    if self._exact:
                        value = await self._with_digits(value, content)
                    if size <= AT_ONCE:
                        return self._seen(value)
                    return await self.seen(value, size)
                if self.effort.may_explain(size, depth):
                    raise InvalidValue(violations(self.validator, value))
        value = await intake.checker().read(self.name, content)
        if self._exact:
            value = await self._with_digits(value, content)
        return await self.seen(value, size)

    async def _with_digits(self, value: object, content: bytes) -> object:
        return await aside(lambda: with_digits(value, content), len(content) // 16)

    def _check_root(self, content: bytes) -> None:
        start = content[:_NEAR].lstrip(b" \t\r\n")
        kind, smallest = _ROOTS.get(start[:1], ("", None))
        if kind and kind not in self._kinds:
            if start.startswith(_TOO_DEEP):
                parse(start)
            raise InvalidValue(violations(self.validator, smallest))


class TextReader(BodyReader):
    """Reads text that is a string, a number or a boolean."""

    takes_nothing = True

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the likeliest of what the text may mean."""
        content = await self.content(intake)
        try:
            meant = Meant(primitives(content.decode(), self.shape))
            return await self.checked(intake, meant)
        except UnicodeDecodeError:
            raise malformed("The body is not UTF-8.") from None
        except InvalidValue as error:
            raise refused(error, of_text) from None


class RangeReader:
    """Reads JSON where a range such as `*/*` takes it, and passes on all else."""

    takes_nothing = takes_charsets = True

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        self._raw = RawReader(media)
        self._json = JsonReader(media, gate, kind)

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of JSON, or an `Upload`; raises what the two readers raise."""
        reader = self._json if media.is_json else self._raw
        return await reader.read(intake, media)
