"""Requests of which the contract does not say what Schemathesis says of them.

- `format: float` is an annotation (JSON Schema Validation 2020-12, §7.2.1), and so are
  others: a service may refuse what they do not fit, and need not.
- `nullable` without a type adds nothing (OpenAPI 3.0.3, §4.7.24.1), and of what a
  discriminator names one alternative has to be valid and no other: Schemathesis takes
  more for valid than the exact validators, which answers are held against, too.
- A header field may be made up for a check, such as one of conditions, whatever its own
  schema says.
- An element of XML that is empty is an empty list, object or text alike.
- A link carries a value from an answer to a request, whose own schema may forbid it.
- A key of idempotency that comes again with something else is refused (RFC draft
  draft-ietf-httpapi-idempotency-key-header, §2.7), and says nothing about that.
- A form is text: a list without items is in none, and null is a text like others. What
  counts is what the form says, and not what it was made of.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import anyio

from scripts.codegen.lower.held import is_held
from scripts.codegen.runtime.bodies.body_decoder import BodyDecoder
from scripts.codegen.runtime.checking.checker import Checker
from scripts.codegen.runtime.contract.operation import Operation
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import Fields, parse_query
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.parameters.parameters import Parameters
from scripts.codegen.runtime.syntax.media_types import best_match, parse_media_type

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from scripts.codegen.runtime.bodies.uploads import Spool
    from scripts.codegen.runtime.contract.operation import RequestBody
    from scripts.fuzzing.contract import FuzzedContract

_KEY = "idempotency-key"
_NOTHING = Fields(())
_MOST_KEYS = 10_000


class Leeway:
    """Says where a service may judge a request otherwise than who made it.

    Args:
        contract: what the requests are of.
    """

    def __init__(self, contract: FuzzedContract) -> None:
        self._contract = contract
        self._options = Options()
        self._checker = Checker(contract.gate, self._options.max_body_values)
        # By operation and key, of which bodies nobody knows which one was taken first.
        self._keys: defaultdict[tuple[str, str], set[bytes]] = defaultdict(set)

    def note_key(self, label: str, headers: Mapping[str, str], body: bytes) -> None:
        """Take note of a request that was sent, if it has a key of idempotency."""
        key = _key_of(headers)
        if key is None or len(self._keys) >= _MOST_KEYS:
            return
        self._keys[label, key].add(hashlib.sha256(body).digest())

    def is_key_reused(
        self, label: str, headers: Mapping[str, str], body: bytes
    ) -> bool:
        """Did the key of a request come with another body, too?"""
        known = self._keys.get((label, _key_of(headers) or ""), set())
        return bool(known - {hashlib.sha256(body).digest()})

    def forbids_body(self, label: str, media_type: str | None, body: Any) -> bool:
        """Is a body of JSON values invalid by the compiler's own exact validators?"""
        operation = self._contract.operations.get(label)
        sent = parse_media_type(media_type or "")
        if operation is None or operation.body is None or sent is None:
            return False
        known = {each.media_type: each.schema for each in operation.body.content}
        schema = known.get(best_match(sent, known) or "")
        if schema is None or not sent.is_json:
            return False
        return not is_held(schema, body, self._contract.package.exact)

    def forbids_path(self, label: str, values: Mapping[str, Any]) -> bool:
        """Is one of these values no valid parameter of the operation's path?"""
        operation = self._contract.operations.get(label)
        return any(
            each.location == "path"
            and each.name in values
            and not self._contract.gate.is_valid(each.schema, values[each.name])
            for each in (operation.parameters if operation else ())
        )

    def forbids_header(self, label: str, headers: Mapping[str, str]) -> bool:
        """Is one of these header fields no valid parameter of the operation?"""
        raw = [
            (n.lower().encode("latin-1", "replace"), v.encode("latin-1", "replace"))
            for n, v in headers.items()
        ]
        return self._forbids(label, "header", _NOTHING, Headers(raw))

    def forbids_query(self, label: str, query: str) -> bool:
        """Is a query, as it is in a URL, no valid one of the operation?"""
        return self._forbids(
            label, "query", parse_query(query.encode("ascii", "replace")), Headers([])
        )

    def _forbids(
        self, label: str, location: str, query: Fields, headers: Headers
    ) -> bool:
        operation = self._contract.operations.get(label)
        declared = operation.parameters if operation else ()
        own = tuple(each for each in declared if each.location == location)
        reader = Parameters(
            Operation("", "", "", "", "", parameters=own), self._contract.gate
        )
        try:
            reader.decode({}, query, headers, _NOTHING)
        except Refusal:
            return True
        return False

    def takes_form(
        self, label: str, headers: Mapping[str, str], body: bytes
    ) -> bool | None:
        """Is a form valid, as it is on the wire? None if it is not a form."""
        operation = self._contract.operations.get(label)
        fields = {name.lower(): value for name, value in headers.items()}
        sent = parse_media_type(fields.get("content-type", ""))
        if operation is None or operation.body is None or not (sent and sent.is_form):
            return None
        return anyio.run(self._decodes, operation.body, fields, body)

    async def _decodes(
        self, declared: RequestBody, fields: Mapping[str, str], body: bytes
    ) -> bool:
        types = {each.media_type: Any for each in declared.content}
        decoder = BodyDecoder(declared, self._contract.gate, types)
        raw = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in fields.items()]
        spools: list[Spool] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        try:
            await decoder.decode(
                receive, Headers(raw), self._options, lambda: self._checker, spools
            )
        except Refusal:
            return False
        finally:
            for each in spools:
                each.close()
        return True


def is_empty_element(component: str, media_type: str | None, body: bytes) -> bool:
    """Is a member in XML of the wrong type only as long as nobody writes it?

    Args:
        component: what Schemathesis says of it, as in `in body - tags: Incorrect type`.
        media_type: of the body.
        body: as it was sent.
    """
    found = re.search(r"in body - (\w+): Incorrect type", component)
    if found is None or not (media_type or "").endswith(("/xml", "+xml")):
        return False
    name = re.escape(found[1].encode())
    return re.search(rb"<" + name + rb"\s*(/>|></" + name + rb">)", body) is not None


def _key_of(headers: Mapping[str, str]) -> str | None:
    return next((v for n, v in headers.items() if n.lower() == _KEY), None)
