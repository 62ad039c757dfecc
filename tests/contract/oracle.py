"""What the contract says of a response, by a validator that the service lacks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jsonschema import Draft202012Validator

from scripts.fuzzing.sending import RawAnswer
from tests.support.contract import document

CONTRACT = Path(__file__).resolve().parents[2] / "openapi.yaml"
# Answers that no contract declares: there is no such operation, or no request at all.
_BEYOND = {400, 404, 405, 408, 413, 414, 417, 431, 501, 505}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_WANTED = {401: "www-authenticate", 405: "allow", 503: "retry-after"}


def _fits(template: list[str], sent: list[str]) -> bool:
    pairs = zip(template, sent, strict=False)
    return len(template) == len(sent) and all(
        one.startswith("{") or one == other for one, other in pairs
    )


class Oracle:
    """Says what is wrong with a response."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._paths = [
            (path.split("/"), item) for path, item in document["paths"].items()
        ]

    @classmethod
    def of_contract(cls) -> "Oracle":
        return cls(document())

    def faults(
        self, method: str, target: str, answer: RawAnswer, *, framing: bool = False
    ) -> Iterator[str]:
        """Yield what the contract forbids about an answer to a request."""
        if (method, target) == ("OPTIONS", "*"):
            # About no path of the contract, but all of the service (RFC 9110 §9.3.7).
            if answer.status != 204 or not answer.header("allow") or answer.body:
                yield f"{answer.status} for the methods of the service as a whole"
            return
        declared = self._responses(method, target)
        status = str(answer.status)
        if status not in declared and not self._excused(answer, declared, framing):
            yield f"{method} {target} does not declare {status}"
        if answer.status >= 400 and method != "HEAD":
            yield from self._problem(answer)
        elif status in declared:
            yield from self._body(declared[status], answer)
        wanted = _WANTED.get(answer.status)
        if wanted and not answer.header(wanted):
            yield f"{status} without {wanted}"
        # That nobody knows a method is the client's fault (RFC 9110 §15.6.2).
        if answer.status >= 500 and answer.status != 501:
            yield "a server error"

    @staticmethod
    def _excused(answer: RawAnswer, declared: dict[str, Any], framing: bool) -> bool:
        return answer.status in _BEYOND and (framing or not declared)

    def _responses(self, method: str, target: str) -> dict[str, Any]:
        if not method.isupper():
            return {}  # methods are case-sensitive (RFC 9110 §9.1)
        # An encoded slash does not part segments (RFC 3986, section 2.2).
        sent = [unquote(part) for part in urlsplit(target).path.split("/")]
        for template, item in self._paths:
            # HEAD is GET without the body.
            operation = item.get("get" if method == "HEAD" else method.lower())
            if operation and _fits(template, sent):
                responses = operation["responses"]
                return {k: self._resolve(v) for k, v in responses.items()}
        return {}

    def _resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            reference, node = node["$ref"], self._document
            for part in reference.removeprefix("#/").split("/"):
                node = node[part]
        return node

    def _problem(self, answer: RawAnswer) -> Iterator[str]:
        media = (answer.header("content-type") or "").split(";")[0]
        if media != "application/problem+json":
            yield f"{answer.status} as {media or 'nothing'}, not problem+json"
            return
        yield from self._violations(_PROBLEM, answer.body)
        if not list(self._violations(_PROBLEM, answer.body)):
            problem = json.loads(answer.body)
            if problem["status"] != answer.status:
                yield f"the problem says {problem['status']}"

    def _body(self, response: dict[str, Any], answer: RawAnswer) -> Iterator[str]:
        content = response.get("content", {})
        media = (answer.header("content-type") or "").split(";")[0]
        if content and media not in content:
            yield f"{answer.status} as {media}, declared are {', '.join(content)}"
        elif (schema := content.get(media, {}).get("schema")) and answer.body:
            yield from self._violations(schema, answer.body)

    def _violations(self, schema: dict[str, Any], body: bytes) -> Iterator[str]:
        try:
            value = json.loads(body)
        except ValueError:
            yield f"a body that is no JSON: {body[:80]!r}"
            return
        complete = {**schema, "components": self._document["components"]}
        for error in Draft202012Validator(complete).iter_errors(value):
            yield f"{error.json_path} {error.message[:200]}"
