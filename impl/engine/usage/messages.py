"""Write the parts of messages as a consumer sends or reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.openapi.pointers import escape
from impl.engine.usage.members import MemberTree
from impl.engine.usage.naming import contents_of
from impl.engine.usage.narrowing import sent_schema
from impl.engine.usage.weakening import Weakening

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.comparison.contract.surface import Surface
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.usage.documents import BodyUsage, PartUsage, ResponseUsage
    from impl.engine.usage.origins import Origins

# Which schemas are hidden does not depend on who is asked, but on the way.
_TO_API, _TO_CLIENT = "readOnly", "writeOnly"
_NOTHING: dict[str, Any] = {"not": {}}


class MessageRestriction:
    """Writes parts of the messages of one contract anew.

    Args:
        surface: the contract.
        oracle: is asked whether alternatives exclude each other.
        origins: learns where what is written comes from.
    """

    def __init__(self, surface: Surface, oracle: Oracle, origins: Origins) -> None:
        self._surface = surface
        self._origins = origins
        self._sent = ContractSchemas(surface, _TO_API, sends=True)
        read = ContractSchemas(surface, _TO_CLIENT)
        self._weakening = Weakening(read, oracle, origins)

    def sent_part(
        self, parameter: DeclaredParameter, part: PartUsage | None, here: str
    ) -> Any:
        """Write a parameter or a header that is sent."""
        value = self._surface.map(parameter.pointer)
        if part is None:
            return value
        if part.is_always:
            value = {**value, "required": True}
        if part.values is None:
            return value
        return self._with_schema(
            value, parameter, here, beside={"enum": list(part.values)}
        )

    def read_part(
        self, parameter: DeclaredParameter, part: PartUsage | None, here: str
    ) -> Any:
        """Write a parameter or a header that is read."""
        value = self._surface.map(parameter.pointer)
        if part is None or part.values is None or parameter.schema is None:
            return value
        at = f"{here}/schema"
        tree = MemberTree(is_whole=True, values=part.values)
        return {**value, "schema": self._weakening.weaker(parameter.schema, tree, at)}

    def unsent(
        self,
        parameter: DeclaredParameter,
        other: DeclaredParameter | None,
        here: str,
    ) -> Any:
        """Write a parameter that is never sent, to tell what its absence means.

        None where that does not matter: none is like one that is not declared.
        """
        if other is None or other.serialization != parameter.serialization:
            return None
        value = self._surface.map(parameter.pointer)
        rest = {key: held for key, held in value.items() if key != "allowEmptyValue"}
        return self._with_schema(rest, parameter, here, beside=_NOTHING)

    def _with_schema(
        self,
        value: dict[str, Any],
        parameter: DeclaredParameter,
        here: str,
        *,
        beside: Any,
    ) -> Any:
        content = parameter.content
        if content is None:
            at = f"{here}/schema"
            return {**value, "schema": self._narrowed(parameter.schema, beside, at)}
        at = f"{here}/content/{escape(content.media_type)}"
        self._origins.note(at, content.pointer)
        held = self._surface.map(content.pointer)
        schema = self._narrowed(content.schema, beside, f"{at}/schema")
        return {**value, "content": {content.media_type: {**held, "schema": schema}}}

    def _narrowed(self, schema: str | None, beside: Any, here: str) -> Any:
        if schema is None:
            return beside
        self._origins.note(f"{here}/allOf/0", schema)
        return {"allOf": [self._surface.value(schema), beside]}

    def sent_body(self, message: DeclaredMessage, used: BodyUsage, here: str) -> Any:
        """Write a body that is sent: in which media types, and with which members."""
        return self._with_contents(message, used, here, self._sent_content)

    def read_body(self, message: DeclaredMessage, used: BodyUsage, here: str) -> Any:
        """Write a body that is read."""
        return self._with_contents(message, used, here, self._read_content)

    def _with_contents(
        self, message: DeclaredMessage, used: BodyUsage, here: str, write: Any
    ) -> Any:
        self._origins.note(here, message.pointer)
        held = self._surface.map(message.pointer)
        if not message.contents:
            return held
        contents = contents_of(used, message.contents)
        return {
            **held,
            "content": {
                name: write(content, used.members, f"{here}/content/{escape(name)}")
                for name, content in contents.items()
            },
        }

    def _sent_content(
        self, content: DeclaredContent, tree: MemberTree, here: str
    ) -> Any:
        self._origins.note(here, content.pointer)
        held = self._surface.map(content.pointer)
        if content.schema is None or tree.is_plain:
            return held
        member = content.schema.rpartition("/")[2]
        beside = sent_schema(self._sent, (content.schema,), tree)
        return {
            **held,
            member: self._narrowed(content.schema, beside, f"{here}/{member}"),
        }

    def _read_content(
        self, content: DeclaredContent, tree: MemberTree, here: str
    ) -> Any:
        self._origins.note(here, content.pointer)
        held = self._surface.map(content.pointer)
        if content.schema is None or tree.is_plain:
            return held
        member = content.schema.rpartition("/")[2]
        weaker = self._weakening.weaker(content.schema, tree, f"{here}/{member}")
        return {**held, member: weaker}

    def read_response(
        self, message: DeclaredMessage, used: ResponseUsage, here: str
    ) -> Any:
        """Write a response that is read."""
        found = dict(self._with_contents(message, used.body, here, self._read_content))
        if not used.body.is_used:
            found.pop("content", None)
        if used.headers is not None:
            found["headers"] = {
                name: self._header(message.headers[name], part, here, self.read_part)
                for name, part in used.headers.items()
                if name in message.headers
            }
        return found

    def sent_response(
        self, message: DeclaredMessage, used: ResponseUsage, here: str
    ) -> Any:
        """Write a response that is sent; what has to be there is there."""
        found = dict(self._with_contents(message, used.body, here, self._sent_content))
        if used.headers is not None:
            found["headers"] = {
                name: self._header(header, used.headers.get(name), here, self.sent_part)
                for name, header in message.headers.items()
                if name in used.headers or header.required
            }
        return found

    def _header(
        self, header: DeclaredParameter, part: PartUsage | None, here: str, write: Any
    ) -> Any:
        at = f"{here}/headers/{escape(header.name.lower())}"
        self._origins.note(at, header.pointer)
        return write(header, part, at)

    def without_unread(
        self,
        message: DeclaredMessage,
        base: DeclaredMessage,
        used: BodyUsage,
        here: str,
    ) -> Any:
        """Write what is sent of a message to who reads only some of the base's.

        Args:
            message: what is sent.
            base: what was promised.
            used: what is read of that.
            here: where what is returned will stand.
        """
        self._origins.note(here, message.pointer)
        held = self._surface.map(message.pointer)
        if not used.is_used:
            return {key: value for key, value in held.items() if key != "content"}
        if used.media_types is None or not message.contents:
            return held
        read = contents_of(used, base.contents)
        found = {}
        for name, content in message.contents.items():
            is_read = media_ranges.covering(name, read) is not None
            is_asked = any(
                media_ranges.covering(each, message.contents) is content
                for each in read
            )
            if is_read or is_asked:
                self._origins.note(f"{here}/content/{escape(name)}", content.pointer)
                found[name] = self._surface.map(content.pointer)
        return {**held, "content": found}
