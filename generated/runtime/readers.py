"""Readers: from the bytes of a body to what its media type and schema make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from .configuration import Options
from .gate import Gate
from .json_text import MalformedJson, parse
from .media import MediaType
from .messages import faults
from .operation import Media
from .refusal import invalid, malformed
from .shapes import shape_of
from .styles import primitives
from .uploads import Incoming, Spool, Stream, Upload
from .views import view


@dataclass(frozen=True, slots=True)
class Intake:
    """A body on its way in, the limits for it, and where its files are kept."""

    incoming: Incoming
    options: Options
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


class Reader:
    """Bytes to a value to a view; kinds of bodies differ in the first step only."""

    takes_nothing = takes_charsets = False

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        self.validator = gate.validator(media.schema or "")
        self.shape = shape_of(gate.schemas[media.schema or ""], gate.schemas)
        self._view = TypeAdapter(Any if kind is None else kind)

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the body.

        Raises:
            Refusal: 400, 413, 415 or 422.
            ClientDisconnect: the client left.
        """
        values = await self.values(intake, media)
        for value in values:
            if self.validator.is_valid(value):
                return view(self._view, self.shown(value))
        found = faults(self.validator, values[0])
        raise invalid(
            [{"in": "body", "pointer": f.pointer, "detail": f.detail} for f in found]
        )

    async def values(self, intake: Intake, media: MediaType) -> list[object]:
        """Return what the body may mean, the likeliest first."""
        raise NotImplementedError

    def shown(self, value: object) -> object:
        """Return a valid value as implementations see it."""
        return value


class JsonReader(Reader):
    """Reads JSON."""

    async def values(self, intake: Intake, media: MediaType) -> list[object]:
        """Return the only meaning."""
        content = await intake.incoming.read(intake.options.max_body_size)
        try:
            return [parse(content)]
        except MalformedJson as error:
            place = {"line": error.line, "column": error.column}
            fault = {"in": "body", "pointer": "", "detail": error.detail, **place}
            raise malformed("The body is not strict JSON.", [fault]) from None


class TextReader(Reader):
    """Reads text that is a string, a number or a boolean."""

    takes_nothing = True

    async def values(self, intake: Intake, media: MediaType) -> list[object]:
        """Return what the text may mean."""
        content = await intake.incoming.read(intake.options.max_body_size)
        try:
            return primitives(content.decode(), self.shape)
        except UnicodeDecodeError:
            raise malformed("The body is not UTF-8.") from None


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
