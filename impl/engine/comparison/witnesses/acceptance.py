"""Is a whole request or response what a contract promises or asks for?

This is the judge of witnesses. It knows nothing of how they were found: it reads the
message off the wire, one contract at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.contract.credentials import satisfied
from impl.engine.comparison.contract.form_encodings import at, encodings
from impl.engine.comparison.contract.message_parts import (
    DeclaredContent,
    DeclaredParameter,
)
from impl.engine.comparison.contract.operation import DeclaredOperation
from impl.engine.comparison.contract.servers import base_paths
from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.tolerance import Reading
from impl.engine.comparison.differences.validation import Validation
from impl.engine.comparison.serialization import styles, text_meanings
from impl.engine.comparison.witnesses.contents import content_violations
from impl.engine.comparison.witnesses.meanings import (
    Rejection,
    as_sent,
    least_wrong,
    likely,
    meanings_of,
)
from impl.engine.comparison.witnesses.path_values import path_values
from impl.engine.comparison.witnesses.undeclared_pairs import undeclared

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.differences.facts import Witness


class UntellableError(Exception):
    """A validator cannot tell."""


@dataclass(frozen=True)
class MessageValidator:
    """Reads messages by one contract.

    Attributes:
        schemas: the schemas of the contract, for the direction at hand.
        reading: how schemas are read; servers read `exact` for all but `strict`.
        formats: whether formats are asserted.
        is_brief: whether it tells that schemas refuse something, but not what.
    """

    schemas: ContractSchemas
    reading: Reading = "exact"
    formats: bool = False
    is_brief: bool = False

    def violations(
        self, operation: DeclaredOperation | None, witness: Witness
    ) -> list[Rejection]:
        """List what is wrong with a message.

        Raises:
            UntellableError: a validator cannot tell.
        """
        if operation is None:
            return [Rejection("operation", "", "There is no such operation.")]
        if witness["type"] == "response":
            return self._response(operation, witness)
        return self._request(operation, witness)

    def _request(
        self, operation: DeclaredOperation, witness: Witness
    ) -> list[Rejection]:
        found: list[Rejection] = []
        if "credentials" in witness and not satisfied(
            operation, witness["credentials"]
        ):
            found.append(Rejection("credentials", "", "They are not sufficient."))
        if "server" in witness and witness["server"] not in base_paths(operation):
            found.append(Rejection("server", "", "No server has this base path."))
        if path_values(operation, witness["path"]) is None:
            return [*found, Rejection("path", "", "The path is another one.")]
        given = self.given(operation, witness)
        for key, parameter in operation.parameters.items():
            found += self._parameter(parameter, given.get(key))
        if self.reading == "strict":
            pairs = styles.split(witness.get("query", ""), "&")
            found += undeclared(self.schemas, operation, pairs)
        return found + self._body(operation, witness)

    def given(
        self, operation: DeclaredOperation, witness: Witness
    ) -> dict[tuple[str, str], list[Any]]:
        """Give what the parameters that are there may mean."""
        values = path_values(operation, witness.get("path", "")) or {}
        cookies = witness.get("headers", {}).get("cookie", "")
        held = {
            "query": styles.NamedPairs(styles.split(witness.get("query", ""), "&")),
            "cookie": styles.NamedPairs(styles.split(cookies, "; ")),
        }
        found = {
            key: self._meanings(parameter, witness, values, held)
            for key, parameter in operation.parameters.items()
        }
        return {key: held for key, held in found.items() if held is not None}

    def _meanings(
        self,
        parameter: DeclaredParameter,
        witness: Witness,
        values: dict[str, str],
        held: dict[str, styles.NamedPairs],
    ) -> list[Any] | None:
        """Give what a message may mean by a parameter; None if it is not there."""
        name, label = parameter.name, f"{parameter.place} {parameter.name}"
        if label in witness.get("values", {}):
            return self._of_value(parameter, witness["values"][label])
        if parameter.place in held:
            pairs = self._pairs(parameter, held[parameter.place])
            return styles.read_pairs(parameter, pairs) if pairs else None
        texts = values
        if parameter.place == "header":
            name, texts = name.lower(), witness.get("headers", {})
        return styles.read_text(parameter, texts[name]) if name in texts else None

    def _of_value(self, parameter: DeclaredParameter, value: Any) -> list[Any]:
        """Give what may be meant by a value that is written in no known way."""
        if parameter.content:
            return meanings_of(self.schemas, parameter.content, value)
        return text_meanings.of_text(value)

    def _pairs(
        self, parameter: DeclaredParameter, pairs: styles.NamedPairs
    ) -> styles.TextPairs:
        """Give the pairs that may say something of a parameter."""
        is_object = parameter.style == "deepObject"
        own = pairs.by_name.get(parameter.name, [])
        if own and not is_object:
            return own
        prefix = f"{parameter.name}["
        if own or (is_object and any(key.startswith(prefix) for key in pairs.by_name)):
            return pairs.all
        return pairs.all if self._spread(parameter, pairs) else []

    def _spread(self, parameter: DeclaredParameter, pairs: styles.NamedPairs) -> bool:
        """Tell whether an exploded object has any of its members among the pairs."""
        if not parameter.explode or parameter.schema is None or not pairs.all:
            return False
        declared = self.schemas.declared((parameter.schema,))
        return not declared.isdisjoint(pairs.by_name)

    def _parameter(
        self, parameter: DeclaredParameter, meanings: list[Any] | None
    ) -> list[Rejection]:
        part = f"{parameter.place} {parameter.name}"
        if meanings is None:
            is_missing = parameter.required
            return [Rejection(part, "", "It is required.")] if is_missing else []
        if not meanings:
            return [Rejection(part, "", "It is not written in its style.")]
        schema = parameter.content.schema if parameter.content else parameter.schema
        if schema is None or (parameter.allow_empty and "" in meanings):
            return []
        if not parameter.content:
            meanings = likely(self.schemas, schema, meanings)
        return self._least_wrong(schema, part, meanings)

    def _least_wrong(
        self, schema: str, part: str, meanings: list[Any]
    ) -> list[Rejection]:
        """List what is wrong with the meaning that is wrong the least."""
        complaints = []
        for meaning in meanings:
            found = self._violations(schema, part, meaning)
            complaints.append((meaning, found))
            if not found:
                return found
        if len(meanings) >= text_meanings.MOST:
            raise UntellableError
        return least_wrong(complaints)

    def takes(self, parameter: DeclaredParameter, text: str) -> bool:
        """Tell whether the text of one query parameter has a meaning that is fine."""
        meanings = styles.read_pairs(parameter, [(parameter.name, text)])
        return self._parameter(parameter, meanings) == []

    def preferred(self, parameter: DeclaredParameter, meanings: list[Any]) -> Any:
        """Choose the first of several meanings that a parameter's schema allows."""
        held = parameter.content
        schema = held.schema if held else parameter.schema
        for meaning in meanings:
            if schema is None or not self._violations(schema, "", meaning):
                return meaning
        return None

    def _body(self, operation: DeclaredOperation, witness: Witness) -> list[Rejection]:
        declared, sent = operation.body, witness.get("body")
        if sent is None:
            if declared and declared.required:
                return [Rejection("body", "", "It is required.")]
            return []
        if declared is None:
            return [Rejection("body", "", "There is none.")]
        return self._content(declared.contents, sent)

    def _content(
        self, contents: dict[str, DeclaredContent], sent: Witness
    ) -> list[Rejection]:
        content = media_ranges.covering(sent["media_type"], contents)
        if content is None:
            name = sent["media_type"]
            return [Rejection("media type", "", f"{name} is not declared.")]
        found = self._parts(content, sent.get("parts", {}))
        if content.schema is not None:
            found += self._of_body(content, content.schema, sent["value"])
        return found

    def _of_body(
        self, content: DeclaredContent, schema: str, value: Any
    ) -> list[Rejection]:
        """List what is wrong with a body, of which some may have been texts."""
        value = as_sent(self.schemas, content, value)
        found = self._violations(schema, "body", value)
        meanings = meanings_of(self.schemas, content, value) if found else ()
        if len(meanings) <= 1:
            return found
        chosen = likely(self.schemas, schema, list(meanings))
        return self._least_wrong(schema, "body", chosen)

    def _parts(
        self, content: DeclaredContent, parts: dict[str, Any]
    ) -> list[Rejection]:
        """List what is wrong with how the parts of a form are written."""
        known = encodings(self.schemas, content) if parts else {}
        found = []
        for name in sorted(parts):
            part, encoding = parts[name], at(known, name)
            if encoding is None:
                continue
            if not encoding.takes(part["media_type"]):
                wanted = ", ".join(encoding.types)
                reason = f"{part['media_type']} is none of {wanted}."
                found.append(Rejection(f"part {name}", "", reason))
            for label, header in encoding.headers.items():
                text = part.get("headers", {}).get(label)
                meanings = None if text is None else styles.read_text(header, text)
                found += [
                    Rejection(
                        f"part {name}", "", f"Its header {label}: {violation.reason}"
                    )
                    for violation in self._parameter(header, meanings)
                ]
        return found

    def _response(
        self, operation: DeclaredOperation, witness: Witness
    ) -> list[Rejection]:
        declared = statuses.answer(operation, witness["status"])
        if declared is None:
            return [Rejection("status", "", f"{witness['status']} is not declared.")]
        found = []
        for name, header in declared.headers.items():
            text = witness.get("headers", {}).get(name)
            meanings = None if text is None else styles.read_text(header, text)
            found += self._parameter(header, meanings)
        sent = witness.get("body")
        if sent is not None and declared.contents:
            found += self._content(declared.contents, sent)
        elif sent is not None and self.reading == "strict":
            found.append(Rejection("body", "", "There is none."))
        elif sent is None and declared.contents:
            found.append(Rejection("body", "", "It is missing."))
        return found

    def _violations(self, schema: str, part: str, value: Any) -> list[Rejection]:
        purpose = (self.reading, self.formats)
        asked = self.schemas.derived((schema,), purpose, self._asked)
        found = asked.violations(value) if not self.is_brief else _briefly(asked, value)
        if found is None:
            raise UntellableError
        if '"contentSchema"' in (asked.text or ""):
            found += content_violations(asked.schema, value)
        return [
            Rejection(part, pointer, reason, keyword)
            for pointer, keyword, reason in found
        ]

    def _asked(self, document: Any) -> Validation:
        return Validation(read(document, self.reading), formats=self.formats)


def _briefly(asked: Validation, value: Any) -> list[tuple[str, str, str]] | None:
    is_fine = asked.accepts(value)
    if is_fine is None:
        return None
    return [] if is_fine else [("", "", "It is refused.")]
