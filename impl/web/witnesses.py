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
class ShownChange:
    """A change as a page shows it.

    Attributes:
        fingerprint: names it, wherever it is written.
        base, revision: pointer and line in both documents.
        others: how many operations are left out.
        message: the witness, with what is refused in a mark; empty without one.
        why: what the message shows, a sentence.
        profiles: what each of them makes of it.
        command: what sends it, for a shell; empty for what is no request.
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
    command: str


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
        command=_command(witness["message"]) if witness else "",
    )


def by_profile(changes: Sequence[ShownChange]) -> list[tuple[str, str]]:
    """Return what each profile makes of all of some changes together."""
    found: dict[str, str] = {}
    for change in changes:
        for name, verdict in change.profiles:
            known = found.get(name, verdict)
            found[name] = min(known, verdict, key=GRAVITY.index)
    return sorted(found.items())


def _command(message: dict[str, Any]) -> str:
    """Return a request as curl sends it; empty where no line can say it."""
    body = message.get("body", {})
    if message["type"] != "request" or "parts" in body:
        return ""
    query = f"?{message['query']}" if "query" in message else ""
    address = shlex.quote(f"{message['path']}{query}")
    words = ["curl", "-X", shlex.quote(message["method"]), f'"$SERVICE"{address}']
    for name, value in message.get("headers", {}).items():
        words += ["-H", shlex.quote(f"{name}: {value}")]
    if body:
        words += ["-H", shlex.quote(f"Content-Type: {body['media_type']}")]
        sent = body.get("text")
        if sent is None:
            sent = json.dumps(body["value"], ensure_ascii=False)
            if f'"{REPEATED}"' in sent:
                # A long value is told, not written out.
                return ""
        words += ["--data-raw", shlex.quote(sent)]
    text = " ".join(words)
    return text if len(text) <= _LONGEST_COMMAND and "\0" not in text else ""


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
