"""Changes as JUnit test cases, which fail when the command does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.reports.message_lines import explanation, message_lines
from scripts.comparing.acceptances import reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def junit(changes: Sequence[dict[str, Any]], passing: Collection[str]) -> str:
    """Write changes as test cases.

    Args:
        changes: the changes, as JSON objects; what is accepted is skipped.
        passing: the verdicts that are no failure.
    """
    skipped = sum("accepted" in change for change in changes)
    failed = sum(
        "accepted" not in change and change["verdict"] not in passing
        for change in changes
    )
    counts = f'tests="{max(len(changes), 1)}" failures="{failed}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="countersign-compare" {counts} skipped="{skipped}">',
    ]
    if not changes:
        lines.append('  <testcase classname="contract" name="no changes"/>')
    for change in changes:
        lines += _case(change, passing)
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def _case(change: dict[str, Any], passing: Collection[str]) -> list[str]:
    where = change["operations"][0] if change["operations"] else "contract"
    name = f"{change['kind']} {change['fingerprint']}"
    head = f"  <testcase classname={_attribute(where)} name={_attribute(name)}"
    if "accepted" in change:
        why = f"{change['verdict']}, accepted by {reason_of(change)}: "
        skipped = f"    <skipped message={_attribute(why + change['message'])}/>"
        return [f"{head}>", skipped, "  </testcase>"]
    if change["verdict"] in passing:
        return [f"{head}/>"]
    kind = _attribute(change["verdict"])
    failure = f"    <failure type={kind} message={_attribute(change['message'])}>"
    body = escape(_printable("\n".join(_evidence(change))), quote=False)
    return [f"{head}>", f"{failure}{body}</failure>", "  </testcase>"]


def _evidence(change: dict[str, Any]) -> list[str]:
    place = change["revision"]
    lines = [f"{place['file']}:{place['line']}: {change['message']}"]
    if change["operations"]:
        lines.append(f"in {', '.join(change['operations'])}")
    if change["witness"]:
        lines += [*explanation(change["witness"]), ""]
        lines += message_lines(change["witness"])
    return lines


def _printable(text: str) -> str:
    """Leave out what XML 1.0 can't hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r"
        or " " <= sign <= "\ud7ff"
        or "\ue000" <= sign <= "\ufffd"
        or sign >= "\U00010000"
    )


def _attribute(text: str) -> str:
    """Return a text as the quoted value of an attribute of XML."""
    held = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f'"{escape(_printable(text)).translate(held)}"'
