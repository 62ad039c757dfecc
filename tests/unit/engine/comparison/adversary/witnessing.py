"""Witnesses of breaks, sent to both sides."""

import json
import re
from collections.abc import Iterator
from typing import Any

from impl.engine.comparison.differences.facts import Fact, Witness
from impl.engine.comparison.verdicts.comparison import ContractComparison
from impl.engine.comparison.witnesses.long_values import written_out
from scripts.codegen.runtime.errors.problems import declared_for
from scripts.codegen.runtime.sending.replies import HttpResponse
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Sent
from tests.unit.engine.comparison.adversary.judging import NEVER_SENT, Side

# What no gate looks at, or not as a message of one operation.
_ELSEWHERE = ("credentials", "server", "values")


def false_alarms(
    found: ContractComparison, base: Side, revision: Side
) -> Iterator[str]:
    """Say which witnesses show nothing, by the letter and however they are read."""
    for fact in found.differences:
        witness = fact.witnesses.get("exact")
        if witness is None or fact.kind.misreading or fact.kind.is_annotation:
            continue
        yield from _alarm(fact, witness, base, revision)


def _alarm(fact: Fact, witness: Witness, base: Side, revision: Side) -> Iterator[str]:
    trail, message = witness["operation"], written_out(witness["message"])
    if len(trail) != 2 or trail[0] != "operation":
        return
    body = message.get("body", {})
    is_plain = "parts" not in body and "json" in body.get("media_type", "json")
    if not is_plain or any(name in message for name in _ELSEWHERE):
        return
    fine, other = base, revision
    if witness["valid_under"] == "revision":
        fine, other = revision, base
    if message["type"] == "request":
        sent = _request(message)
        reasons = [
            fine.letter.refuses(sent) and fine.relaxed.refuses(sent),
            other.letter.refuses(sent),
        ]
    else:
        reasons = [
            _misunderstood(fine, trail[1], message),
            _refusal(other.letter, trail[1], message),
        ]
    if reasons[0].endswith(NEVER_SENT):
        return
    if reasons[0]:
        yield (
            f"{fact.kind.name}: the witness is refused where it is to be fine: "
            f"{message} -> {reasons[0]}"
        )
    elif not reasons[1] and not _is_of_meaning(witness, other):
        yield f"{fact.kind.name}: the witness is refused by nobody: {message}"


def _is_of_meaning(witness: Witness, other: Side) -> bool:
    """Tell whether a discriminator, which no gate looks at, may be what refuses it."""
    return "discriminator" in json.dumps(other.content.get("components", {}))


def _request(message: Any) -> Sent:
    query = message.get("query", "")
    target = f"{message['path']}?{query}" if query else message["path"]
    headers = list(message.get("headers", {}).items())
    body = message.get("body")
    if body is None:
        return Sent(message["method"], target, tuple(headers))
    headers.append(("content-type", body["media_type"]))
    return Sent(message["method"], target, tuple(headers), _content(body))


def _content(body: Any) -> bytes:
    if not body["media_type"].endswith("jsonl"):
        return json.dumps(body["value"]).encode()
    return "\n".join(map(json.dumps, body["value"])).encode()


def _misunderstood(side: Side, key: str, message: Any) -> str:
    """Say what is wrong with an answer, however it is read."""
    found = _refusal(side.letter, key, message)
    found = found and _refusal(side.relaxed, key, message)
    if found and "writeOnly" in json.dumps(side.content):
        found = _refusal(side.unsecret, key, message)
    return found


def _refusal(gate: CompiledGate, key: str, message: Any) -> str:
    method, _, template = key.partition(" ")
    for pointer, endpoint in gate.endpoints.items():
        operation = endpoint.operation
        plain = _plain(operation.path)
        if (operation.method, plain) != (method, template):
            continue
        status = int(message["status"])
        if declared_for(operation, status) is None:
            return "undeclared"
        headers = list(message.get("headers", {}).items())
        body, content = message.get("body"), b""
        if body is not None:
            headers.append(("content-type", body["media_type"]))
            content = _content(body)
        return gate.misunderstands(pointer, HttpResponse(status, headers, content))
    return "no such operation"


def _plain(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)
