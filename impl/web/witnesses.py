"""Changes for pages: a sentence, its places, and the message that shows it, marked."""

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from impl.engine.comparison.reports.message_lines import (
    MARK,
    explanation,
    message_lines,
)
from impl.engine.comparison.verdicts.profiles import GRAVITY
from impl.engine.comparison.witnesses.long_values import MEMBER as REPEATED
from impl.records import Change

_MOST_OPERATIONS: Final = 5
_WIDTH: Final = 160
_LONGEST_COMMAND: Final = 4000


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request as a client sends it; `address` is the path with the query."""

    method: str
    address: str
    fields: tuple[tuple[str, str], ...]
    body: str | None

    @property
    def command(self) -> str:
        """The same for a shell; what curl would make of an address is left as it is."""
        words = ["curl", "--globoff", "--path-as-is"]
        # No body comes after the head, and curl would wait for it; with one of its own,
        # it takes no other way to say the method.
        is_head = self.method == "HEAD" and self.body is None
        words += ["--head"] if is_head else ["-X", shlex.quote(self.method)]
        words.append(f'"$SERVICE"{shlex.quote(self.address)}')
        for name, value in self.fields:
            words += ["-H", shlex.quote(f"{name}: {value}")]
        if self.body is not None:
            words += ["--data-raw", shlex.quote(self.body)]
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as a page shows it.

    Attributes:
        fingerprint: names it, wherever it is written.
        base, revision: pointer and line in both documents.
        others: how many operations are left out.
        message: the witness, with what is refused in a mark; empty without one.
        why: what the message shows, a sentence.
        profiles: what each of them makes of it.
        request: what can be sent again; None for what is no request.
    """

    fingerprint: str
    sentence: str
    kind: str
    verdict: str
    base: tuple[str, int]
    revision: tuple[str, int]
    operations: tuple[str, ...]
    others: int
    message: Markup
    why: str
    profiles: tuple[tuple[str, str], ...]
    request: SentRequest | None

    @property
    def command(self) -> str:
        """What sends it, for a shell; empty for what is no request."""
        return self.request.command if self.request else ""


def shown_change(change: Change) -> ShownChange:
    """Return a change as a page shows it."""
    said: dict[str, Any] = json.loads(change.content)
    witness = said.get("witness")
    operations = said["operations"]
    return ShownChange(
        fingerprint=said["fingerprint"],
        sentence=said["message"],
        kind=said["kind"],
        verdict=said["verdict"],
        base=_place(said["base"]),
        revision=_place(said["revision"]),
        operations=tuple(operations[:_MOST_OPERATIONS]),
        others=max(0, len(operations) - _MOST_OPERATIONS),
        message=_marked(witness) if witness else Markup(),
        why=_sentence(" ".join(explanation(witness, 400))) if witness else "",
        profiles=tuple(sorted(said["profiles"].items())),
        request=_sent(witness["message"]) if witness else None,
    )


def by_profile(changes: Sequence[ShownChange]) -> list[tuple[str, str]]:
    """Return what each profile makes of all of some changes together."""
    found: dict[str, str] = {}
    for change in changes:
        for name, verdict in change.profiles:
            known = found.get(name, verdict)
            found[name] = min(known, verdict, key=GRAVITY.index)
    return sorted(found.items())


def _sent(message: dict[str, Any]) -> SentRequest | None:
    """Return a request as it is sent; None for what no line can say."""
    body = message.get("body", {})
    if message["type"] != "request" or "parts" in body:
        return None
    query = f"?{message['query']}" if "query" in message else ""
    fields = [(name, f"{it}") for name, it in message.get("headers", {}).items()]
    sent = None
    if body:
        fields.append(("Content-Type", body["media_type"]))
        sent = body.get("text")
        if sent is None:
            sent = json.dumps(body["value"], ensure_ascii=False)
            if f'"{REPEATED}"' in sent:
                # A long value is told, not written out.
                return None
    address = f"{message['path']}{query}"
    request = SentRequest(message["method"], address, tuple(fields), sent)
    text = request.command
    return request if len(text) <= _LONGEST_COMMAND and "\0" not in text else None


def _place(place: dict[str, Any]) -> tuple[str, int]:
    return place["pointer"], place["line"]


def _marked(witness: dict[str, Any]) -> Markup:
    lines = list(message_lines(witness, _WIDTH))
    part = witness["breaks"]["part"].split(" ", 1)
    is_found = any(line.endswith(MARK) for line in lines)
    written = [
        _whole(line.removesuffix(MARK)) if line.endswith(MARK) else escape(line)
        for line in lines
    ]
    if not is_found and len(part) == 2:
        written = [_around(line, *part) for line in lines]
    return Markup("\n").join(written)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _whole(line: str) -> Markup:
    said = line.lstrip(" ")
    return Markup("{}<mark>{}</mark>").format(" " * (len(line) - len(said)), said)


def _around(line: str, part: str, name: str) -> Markup:
    """Return a line with the parameter that is refused in a mark, if it is there."""
    pattern = (
        rf"{re.escape(name)}: .*" if part == "header" else rf"{re.escape(name)}=[^&]*"
    )
    found = re.search(pattern, line, re.IGNORECASE)
    if found is None:
        return escape(line)
    start, end = found.span()
    return Markup("{}<mark>{}</mark>{}").format(
        line[:start], line[start:end], line[end:]
    )
