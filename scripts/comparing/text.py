"""What a person wants to read in a terminal."""

from __future__ import annotations

import json
import os
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.witnesses.long_values import MEMBER as REPEATED
from impl.engine.comparison.witnesses.long_values import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.verdicts.comparison import ContractComparison

_COLOURS = {
    "breaking": "31",
    "undecided": "33",
    "risky": "35",
    "compatible": "32",
    "bold": "1",
    "faint": "2",
}
_SIGNS = {"breaking": "✗", "undecided": "?", "risky": "!", "compatible": "✓"}
_LONGEST = 100
_TAIL = 40
_MOST_LINES = 24
_READERS = ("strict-reader", "tolerant-reader")


def text(
    comparison: ContractComparison, held: list[dict[str, Any]], base: str, revision: str
) -> str:
    """Write changes grouped by what they are in, and a summary."""
    lines: list[str] = []
    gravest: dict[str, int] = {}
    for change in held:
        group = _group(change)
        gravest[group] = min(_rank(change), gravest.get(group, 9))
    ordered = sorted(
        held,
        key=lambda change: (gravest[_group(change)], _group(change), _rank(change)),
    )
    for group, found in groupby(ordered, key=_group):
        lines.append(_painted(group, "bold"))
        for change in found:
            lines += _change(change)
        lines.append("")
    counts = {
        verdict: sum(change["verdict"] == verdict for change in held)
        for verdict in _SIGNS
    }
    parts = [f"{count} {verdict}" for verdict, count in counts.items() if count]
    changed = ", ".join(parts) or "no change that a client could notice"
    verdict = _painted(comparison.verdict, comparison.verdict)
    lines.append(f"{base} → {revision}: {changed}")
    lines.append(
        f"{verdict} for {comparison.profile.name}; "
        f"raise the {comparison.semver} version"
    )
    return "\n".join(lines) + "\n"


def bare_text(found: dict[str, Any], base: str, revision: str) -> str:
    """Write the comparison of two bare schemas."""
    lines = []
    for change in found["changes"]:
        sign = _painted(_SIGNS[change["verdict"]], change["verdict"])
        lines.append(f"{sign} {change['message']}")
        witness = change["witness"]
        if witness:
            lines.append(f"    valid only under the {witness['valid_under']}:")
            marked = _json(witness["instance"], witness["breaks"]["pointer"])
            lines += [f"      {line}" for line in marked]
    lines.append(f"{base} → {revision}: {_painted(found['verdict'], found['verdict'])}")
    return "\n".join(lines) + "\n"


def _group(change: dict[str, Any]) -> str:
    names = change["operations"]
    if len(names) == 1:
        return str(names[0])
    return _shared(change)


def _shared(change: dict[str, Any]) -> str:
    """Name the component that operations share, where that is what changed."""
    for side in ("revision", "base"):
        tokens = change[side]["pointer"].split("/")
        if len(tokens) > 3 and tokens[1] == "components":
            return "/".join(tokens[1:4])
    return f"{len(change['operations'])} operations"


def _rank(change: dict[str, Any]) -> int:
    return list(_SIGNS).index(change["verdict"])


def _change(change: dict[str, Any]) -> Iterator[str]:
    verdict = change["verdict"]
    yield f"  {_painted(_SIGNS[verdict], verdict)} {change['message']}"
    place = change["revision"]
    facts = [f"{place['file']}:{place['line']}", change["kind"], change["fingerprint"]]
    yield _painted(f"    {'  '.join(facts)}", "faint")
    if len(change["operations"]) > 1:
        shown = ", ".join(change["operations"][:3])
        more = len(change["operations"]) - 3
        yield f"    in {shown}{f' and {more} more' if more > 0 else ''}"
    strict, tolerant = (change["profiles"][name] for name in _READERS)
    if strict == "breaking" and tolerant in {"compatible", "risky"}:
        yield "    breaks strict readers, not tolerant ones"
    if change["witness"]:
        yield from _witness(change["witness"])


def _witness(witness: dict[str, Any]) -> Iterator[str]:
    message, breaks = witness["message"], witness["breaks"]
    other = "revision" if witness["valid_under"] == "base" else "base"
    kind = message["type"]
    where = f"{breaks['part']} {breaks['pointer']}".rstrip()
    yield f"    this {kind} is valid under the {witness['valid_under']} alone;"
    yield f"    under the {other}, {where}: {_cut(breaks['reason'])}"
    if kind == "request":
        query = f"?{message['query']}" if "query" in message else ""
        server = message.get("server", "")
        target = f"{server}{message['path']}{query}"
        yield f"      {_cut(message['method'])} {_cut(target)}"
    else:
        yield f"      {message['status']}"
    for name, value in message.get("headers", {}).items():
        yield f"      {name}: {_cut(value)}"
    for name, value in message.get("values", {}).items():
        yield f"      {name}: {_cut(json.dumps(value, ensure_ascii=False))}"
    for name, scopes in message.get("credentials", {}).items():
        yield f"      with {name} {' '.join(scopes)}".rstrip()
    if "body" in message:
        yield f"      content-type: {message['body']['media_type']}"
        pointer = breaks["pointer"] if breaks["part"] == "body" else None
        if "text" in message["body"]:
            yield f"      {_cut(message['body']['text'])}"
            return
        for line in _json(message["body"]["value"], pointer):
            yield f"      {line}"
        for name, part in message["body"].get("parts", {}).items():
            yield f"      part {_cut(name)}: {_cut(part['media_type'])}"
            for label, value in part.get("headers", {}).items():
                yield f"        {_cut(label)}: {_cut(value)}"


def _json(value: Any, pointer: str | None) -> list[str]:
    """Write a value over several lines, and mark the place that a pointer names."""
    written = list(_lines(value, "", pointer, "", ""))
    if len(written) <= _MOST_LINES:
        return [line for line, _ in written]
    # Of a long value, what is around the mark is worth more than the beginning.
    at = next((i for i, (_, marked) in enumerate(written) if marked), 0)
    start = max(0, min(at - _MOST_LINES // 2, len(written) - _MOST_LINES))
    shown = [line for line, _ in written[start : start + _MOST_LINES]]
    return [
        *(["…"] if start else []),
        *shown,
        *(["…"] if start + _MOST_LINES < len(written) else []),
    ]


def _lines(
    value: Any, at: str, pointer: str | None, head: str, tail: str
) -> Iterator[tuple[str, bool]]:
    marked = at == pointer
    if isinstance(value, dict) and value.keys() == {REPEATED}:
        mark = _painted("   ◀ here", "breaking") if marked else ""
        yield f"{head}{in_words(value[REPEATED])}{tail}{mark}", marked
        return
    mark = _painted("   ◀ here", "breaking") if marked else ""
    if isinstance(value, dict) and value:
        yield f"{head}{{{mark}", marked
        items = [
            (f"{json.dumps(k, ensure_ascii=False)}: ", _token(k), v)
            for k, v in value.items()
        ]
        close = "}"
    elif isinstance(value, list) and value:
        yield f"{head}[{mark}", marked
        items = [("", str(i), item) for i, item in enumerate(value)]
        close = "]"
    else:
        yield f"{head}{_cut(json.dumps(value, ensure_ascii=False))}{tail}{mark}", marked
        return
    indent = " " * (len(head) - len(head.lstrip(" ")) + 2)
    for count, (name, token, item) in enumerate(items, 1):
        comma = "," if count < len(items) else ""
        yield from _lines(item, f"{at}/{token}", pointer, f"{indent}{name}", comma)
    yield f"{indent[:-2]}{close}{tail}", False


def _token(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _cut(line: str) -> str:
    printable = "".join(sign if sign.isprintable() else "�" for sign in line)
    if len(printable) <= _LONGEST:
        return printable
    # The end of a reason says more than the middle of a value.
    return f"{printable[: _LONGEST - _TAIL]}…{printable[-_TAIL:]}"


def _painted(words: str, colour: str) -> str:
    """Colour words on a terminal, unless NO_COLOR asks for none."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return words
    return f"\033[{_COLOURS[colour]}m{words}\033[0m"
