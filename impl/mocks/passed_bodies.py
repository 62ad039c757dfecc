"""Bodies that the runtime passes on as they are: XML, and JSON without a schema."""

from __future__ import annotations

from typing import Any, TypeGuard

from generated.runtime.bodies.uploads import Upload
from generated.runtime.contract.operation import Operation
from generated.runtime.http.refusal import invalid, malformed
from generated.runtime.syntax.json_text import MalformedJson, parse
from generated.runtime.syntax.media_types import best_match, parse_media_type
from impl.engine.sampling.faults import InstanceFault
from impl.mocks.values import Values
from impl.mocks.xml_reading import MalformedXml

_MOST_FAULTS = 20


def is_xml(body: object) -> TypeGuard[Upload]:
    """Is a body that was passed on one in XML?"""
    if not isinstance(body, Upload):
        return False
    return _names_xml(body.media_type)


def _names_xml(media_type: str) -> bool:
    return media_type.endswith(("/xml", "+xml"))


def is_json(body: Upload) -> bool:
    """Is a body that was passed on one in JSON, of whatever schema?"""
    media = parse_media_type(body.media_type)
    return media is not None and media.is_json


async def read_json(body: Upload) -> Any:
    """Return the value of a body in JSON.

    Raises:
        Refusal: it is no JSON.
    """
    try:
        return parse(await body.read())
    except MalformedJson as error:
        raise malformed(f"It is no JSON: {error}.") from None


class XmlBodies:
    """Reads the XML bodies of one operation.

    Args:
        pointer: of the operation.
        operation: what it declares.
        values: judge them.
    """

    def __init__(self, pointer: str, operation: Operation, values: Values) -> None:
        content = operation.body.content if operation.body else ()
        names = (each.media_type for each in content)
        # What is in a range of media types may be anything, and so may what is a text.
        self._declared = [each for each in names if _names_xml(each)]
        self._pointer, self._values = pointer, values

    async def read(self, body: Upload) -> Any:
        """Return the value of a body; None if its schema is not known.

        Raises:
            Refusal: it is no XML, too large, or not valid.
        """
        data = await body.read()
        media = parse_media_type(body.media_type)
        name = best_match(media, self._declared) if media else None
        place = f"{self._pointer}/requestBody"
        schema = self._values.schema_of(place, name) if name else None
        if schema is None or self._values.is_text(schema):
            return None
        try:
            value = self._values.from_xml(data, schema)
        except MalformedXml as error:
            raise malformed(str(error)) from None
        faults = self._values.request_faults(schema, value)[:_MOST_FAULTS]
        if faults:
            raise invalid(
                [
                    {"in": "body", "pointer": each.pointer, "detail": _told(each)}
                    for each in faults
                ]
            )
        return value


def _told(fault: InstanceFault) -> str:
    # The words of the validator repeat the value.
    return f"is not what {fault.keyword} asks for"
