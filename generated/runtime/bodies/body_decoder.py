# A copy of Countersign's scripts/codegen/runtime/bodies/body_decoder.py.
"""Request bodies: limited, matched against the declared media types, decoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..checking.checker import Checker
from ..contract.gate import Gate
from ..contract.operation import Media, RequestBody
from ..http.answers import Receive
from ..http.headers import Headers
from ..http.refusal import Refusal, malformed, unsupported_media_type
from ..options import Options
from ..syntax.media_types import matched, parse_media_type
from ..syntax.sequences import framing_of
from .form_reader import FormReader, is_utf_8
from .readers import BodyReader, Intake, JsonReader, RangeReader, RawReader, TextReader
from .sequence_reader import SequenceReader
from .uploads import Incoming, Spool

_BYTES = "application/octet-stream"


class BodyDecoder:
    """Decodes the body of one operation.

    Args:
        declared: the media types it may come in.
        gate: validates what has a schema.
        types: the type of the view, by declared media type.
    """

    def __init__(
        self, declared: RequestBody, gate: Gate, types: Mapping[str, object]
    ) -> None:
        self._declared = declared
        self._names = tuple(media.media_type for media in declared.content)
        self._readers = {
            media.media_type: _reader(media, gate, types.get(media.media_type))
            for media in declared.content
        }

    async def decode(
        self,
        receive: Receive,
        headers: Headers,
        options: Options,
        checker: Callable[[], Checker],
        spools: list[Spool],
    ) -> object:
        """Return the body: a view of it, an `Upload`, or None if it may be absent.

        `checker` is asked for what checks a body for which that takes long.
        Adds the files that it holds to `spools`, to be closed with the exchange.

        Raises:
            Refusal: 400, 413, 415, 422 or 503.
            ClientDisconnect: the client left.
        """
        self._check_coding(headers)
        incoming = Incoming(receive, headers)
        intake = Intake(incoming, options, checker, spools)
        content_type = headers.get("content-type")
        # What names no type may be taken for bytes (RFC 9110, §8.3).
        found = matched(_BYTES if content_type is None else content_type, self._names)
        if found is None:
            if not await intake.incoming.is_empty():
                raise self._unsupported(
                    "Content-Type is missing."
                    if content_type is None
                    else "No body of this Content-Type is declared."
                )
            return self._absent()
        media, name = found
        reader = self._readers[name]
        is_optional_form = not self._declared.required and media.is_form
        has_to_be_there = content_type is None or not reader.takes_nothing
        if (has_to_be_there or is_optional_form) and await intake.incoming.is_empty():
            return self._absent()
        if not reader.takes_charsets and not is_utf_8(media):
            raise self._unsupported("The only charset is UTF-8.")
        return await reader.read(intake, media)

    def _absent(self) -> object:
        if self._declared.required:
            raise malformed("The request needs a body.")
        return None

    def _check_coding(self, headers: Headers) -> None:
        coding = headers.get("content-encoding")
        if coding and coding.lower() != "identity":
            fields = {"Accept-Encoding": "identity"}
            raise self._unsupported("No Content-Encoding is supported.", fields)

    def _unsupported(
        self, detail: str, headers: Mapping[str, str] | None = None
    ) -> Refusal:
        names = ", ".join(self._names)
        return unsupported_media_type(
            f"{detail} Send one of: {names}.", headers=headers or {"Accept": names}
        )


def _reader(
    media: Media, gate: Gate, kind: object
) -> RawReader | BodyReader | RangeReader:
    known = parse_media_type(media.media_type)
    if media.schema is None or known is None:
        return RawReader(media)
    if framing_of(known) is not None:
        return SequenceReader(media, gate, kind)
    if known.is_json:
        return JsonReader(media, gate, kind)
    if known.is_form:
        return FormReader(media, gate, kind)
    if known.type == "text":
        return TextReader(media, gate, kind)
    return RangeReader(media, gate, kind)
