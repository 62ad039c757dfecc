"""Values for replies: bodies, items of streams and header fields, all valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generated.runtime.syntax.sequences import framing_of
from impl.engine.openapi.pointers import escape
from impl.engine.sampling.faults import InstanceFault
from impl.engine.sampling.sampler import Sampler
from impl.mocks.header_values import HeaderValues
from impl.mocks.payloads import ABSENT, payload_of
from impl.mocks.plan import Reply
from impl.mocks.replies import Chosen
from impl.mocks.value_source import ValueSource, Wanted
from impl.mocks.xml_reading import value_of_xml

# How many items a stream has, unless told.
_ITEMS = 3


class Values:
    """Makes the values of a contract's replies.

    Args:
        content: the contract after repair.
        sampler: of the same contract.
    """

    def __init__(self, content: dict[str, Any], sampler: Sampler) -> None:
        self._source = ValueSource(content, sampler)
        self._places = self._source.places
        self._headers = HeaderValues(self._source)

    def has_example(self, chosen: Chosen, name: str) -> bool:
        """Does a reply have a valid example of this name?"""
        return name in self._examples(chosen)

    def has_examples(self, chosen: Chosen) -> bool:
        """Does a reply have any valid example?"""
        return bool(self._examples(chosen))

    def body(self, chosen: Chosen, wanted: Wanted) -> object:
        """Return what the seal of a reply takes as its body; None if it has none.

        Raises:
            NoInstance: no value is valid.
        """
        reply = chosen.reply
        if reply.media is None:
            return None
        known = self._examples(chosen)
        example = known.get(wanted.example or "", ABSENT)
        if example is ABSENT and wanted.example is None and wanted.is_usual:
            example = next(iter(known.values()), ABSENT)
        if framing_of(chosen.media) is not None:
            items = self._items(reply, wanted, example)
            return payload_of(chosen, items, self._schema(reply), self._places)
        value = example
        if value is ABSENT:
            value = self._value(reply, wanted)
        return payload_of(chosen, value, self._schema(reply), self._places)

    def payload(self, chosen: Chosen, value: object) -> object:
        """Return what the seal of a reply takes for a value that is known."""
        if chosen.reply.media is None:
            return None
        return payload_of(chosen, value, self._schema(chosen.reply), self._places)

    def fields(
        self, chosen: Chosen, wanted: Wanted, given: Mapping[str, str]
    ) -> dict[str, object]:
        """Return values for the header fields of a reply; as `HeaderValues.of`."""
        return self._headers.of(chosen.reply, wanted, given)

    def faults(self, chosen: Chosen, value: object) -> list[str]:
        """Return what is wrong with a JSON body, found without the gate."""
        reply = chosen.reply
        schema = self._schema(reply)
        if not schema or framing_of(chosen.media) is not None:
            return []
        found = self._source.faults(schema, value)
        return [f"{each.pointer or 'the body'}: {each.message}" for each in found]

    def from_xml(self, data: bytes, schema: str) -> Any:
        """Return the value of an XML document, of the schema at a pointer.

        Raises:
            MalformedXml: it is none.
        """
        return value_of_xml(data, schema, self._places)

    def schema_of(self, body: str, media_type: str) -> str | None:
        """Return where the schema of a request body in a media type stands."""
        content = f"{self._places.target(body)}/content"
        schema = f"{content}/{escape(media_type)}/schema"
        if not self._source.has(schema):
            return None
        return self._places.target(schema)

    def is_text(self, schema: str) -> bool:
        """Does a schema ask for nothing but a string?"""
        found = self._places.value(schema)
        return isinstance(found, dict) and found.get("type") in ("string", ["string"])

    def request_faults(self, schema: str, value: object) -> list[InstanceFault]:
        """Return what is wrong with a value that is sent."""
        return self._source.faults(schema, value, direction="request")

    def _value(self, reply: Reply, wanted: Wanted) -> object:
        schema = self._schema(reply)
        if not schema:
            return ABSENT
        value = self._source.sample(schema, wanted)
        if wanted.size is None:
            return value
        return self._resized(value, schema, wanted)

    def _items(self, reply: Reply, wanted: Wanted, example: object) -> list[object]:
        number = _ITEMS if wanted.size is None else wanted.size
        if isinstance(example, list):
            return example
        schema = f"{reply.media_pointer}/itemSchema"
        if self._places.value(schema) is None:
            schema = f"{reply.media_pointer}/schema"
            if self._places.value(schema) is None:
                return []
            if self._is_array(schema):
                whole = self._value(reply, wanted)
                return list(whole) if isinstance(whole, list) else []
        first = [] if example is ABSENT else [example]
        more = range(max(0, number - len(first)))
        return first + [self._source.sample(schema, wanted, n) for n in more]

    def _resized(self, value: object, schema: str, wanted: Wanted) -> object:
        """Return a value whose list has as many items as are wanted, if it may."""
        place = _place_of_list(value)
        if place is None:
            return value

        def others() -> Iterator[object]:
            for n in range(4 * (wanted.size or 0) + 1):
                other = self._source.sample(schema, wanted, "more", n)
                yield from _list_at(other, place)

        items = list(_list_at(value, place))
        for item in others():
            if len(items) >= (wanted.size or 0):
                break
            items.append(item)
        sized = _with_list(value, place, items[: wanted.size])
        if not self._source.faults(schema, sized):
            return sized
        return self._source.complete(schema, sized, wanted)

    def _examples(self, chosen: Chosen) -> Mapping[str, object]:
        place = chosen.reply.media_pointer
        if not place:
            return {}
        return self._source.shown(place)

    def _schema(self, reply: Reply) -> str:
        schema = f"{reply.media_pointer}/schema"
        there = reply.media_pointer and self._places.value(schema) is not None
        return schema if there else ""

    def _is_array(self, schema: str) -> bool:
        found = self._places.value(self._places.target(schema))
        return isinstance(found, dict) and found.get("type") == "array"


def _place_of_list(value: object) -> str | None:
    """Return where the list of a body is: "" if it is one, else its only member."""
    if isinstance(value, list):
        return ""
    if not isinstance(value, dict):
        return None
    names = [name for name, member in value.items() if isinstance(member, list)]
    return names[0] if len(names) == 1 else None


def _list_at(value: object, place: str) -> list[object]:
    found = value.get(place) if place and isinstance(value, dict) else value
    return found if isinstance(found, list) else []


def _with_list(value: object, place: str, items: list[object]) -> object:
    if not place or not isinstance(value, dict):
        return items
    return {**value, place: items}
