"""Values of the header fields of replies."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping

from generated.runtime.contract.operation import Header
from generated.runtime.http.answers import field_value
from generated.runtime.serialization.header_texts import FieldError, text_of
from impl.engine.openapi.pointers import escape
from impl.engine.sampling.sampler import NoInstance
from impl.mocks.payloads import ABSENT
from impl.mocks.plan import Reply
from impl.mocks.value_source import ValueSource, Wanted

# How often a header field is tried: a text may have what no field can hold.
_TRIES = 4
_MOST_KEPT = 1_000
# What frames a message is the server's, and a coding that is named has to be applied.
_FRAMING = frozenset(
    {
        *("connection", "content-encoding", "content-length", "content-type"),
        *("date", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)


class HeaderValues:
    """Makes the values of header fields of a contract's replies."""

    def __init__(self, source: ValueSource) -> None:
        self._source = source
        self._places: dict[str, dict[str, str]] = {}
        self._made: OrderedDict[tuple[object, ...], object] = OrderedDict()

    def of(
        self, reply: Reply, wanted: Wanted, given: Mapping[str, str]
    ) -> dict[str, object]:
        """Return values for the header fields of a reply, by their declared names.

        Args:
            reply: whose fields they are.
            wanted: how they are to be.
            given: texts of fields that are known, by names in lower case; "" where
                there is nothing to tell, as of the next page on the last one.

        Raises:
            NoInstance: no value of a required field is valid.
        """
        found: dict[str, object] = {}
        for header in reply.spec.headers:
            name = header.name.lower()
            if given.get(name) == "" and not header.required:
                continue
            known = self._known(header, reply, given.get(name) or None)
            if known is not ABSENT:
                found[header.name] = known
            elif name not in _FRAMING or header.required:
                value = self._kept(header, reply, wanted)
                if value is not ABSENT:
                    found[header.name] = value
        return found

    def _kept(self, header: Header, reply: Reply, wanted: Wanted) -> object:
        """Return the value of a field, which is made once for what is wanted."""
        if wanted.is_dynamic:
            return self._field(header, reply, wanted)
        key = (reply.pointer, header.name, wanted)
        if key not in self._made:
            self._made[key] = self._field(header, reply, wanted)
            if len(self._made) > _MOST_KEPT:
                self._made.popitem(last=False)
        return self._made[key]

    def _field(self, header: Header, reply: Reply, wanted: Wanted) -> object:
        place, schema = self._header_place(header, reply)
        for value in self._tries(header, place, schema, wanted):
            if _may_be_sent(header, value):
                return value
        if header.required:
            raise NoInstance(schema, "no header field can hold any of its values")
        return ABSENT

    def _known(self, header: Header, reply: Reply, text: str | None) -> object:
        """Return the value that the text of a field has by its schema, if any."""
        if text is None:
            return ABSENT
        _, schema = self._header_place(header, reply)
        if not self._source.has(schema):
            return text
        if not self._source.faults(schema, text):
            return text
        meant = [_literal(text), text.split(",")]
        valid = (value for value in meant if not self._source.faults(schema, value))
        return next(valid, ABSENT)

    def _header_place(self, header: Header, reply: Reply) -> tuple[str, str]:
        """Return where a header stands, and its schema."""
        place = self._all(reply.pointer)[header.name]
        if header.content is not None:
            return place, f"{place}/content/{escape(header.content)}/schema"
        return place, f"{place}/schema"

    def _tries(
        self, header: Header, place: str, schema: str, wanted: Wanted
    ) -> Iterator[object]:
        """Yield values of a header field: what the contract shows comes first.

        Raises:
            NoInstance: its schema has none, and it has to be there.
        """
        yield from self._source.shown(place).values()
        if not self._source.has(schema):
            yield "mock"
            return
        for n in range(_TRIES):
            try:
                yield self._source.sample(schema, wanted, header.name, n)
            except NoInstance:
                if header.required:
                    raise
                return

    def _all(self, pointer: str) -> dict[str, str]:
        if pointer not in self._places:
            names = self._source.places.value(f"{pointer}/headers", {})
            self._places[pointer] = {
                name: self._source.places.target(f"{pointer}/headers/{escape(name)}")
                for name in names
            }
        return self._places[pointer]


def _literal(text: str) -> object:
    """Return the number, boolean or other JSON value that a text is, if it is one."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _may_be_sent(header: Header, value: object) -> bool:
    try:
        texts = value if isinstance(value, list) else [value]
        if header.name.lower() != "set-cookie":
            texts = [text_of(header, value)]
        return all(field_value(str(text)).strip() for text in texts)
    except (FieldError, ValueError):
        return False
