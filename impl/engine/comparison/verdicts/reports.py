"""Comparisons as plain data: changes with their places, and a changelog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.verdicts.comparison import explain
from impl.engine.comparison.verdicts.profiles import judge, witness_of

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.text.contracts import TracedContract

_HEADINGS = {
    "breaking": "Breaking changes",
    "undecided": "Undecided changes",
    "risky": "Risky changes",
    "compatible": "Compatible changes",
}


def changes(
    comparison: ContractComparison, base: TracedContract, revision: TracedContract
) -> list[dict[str, Any]]:
    """Write the facts as JSON objects, each with its lines in both contracts."""
    return [
        {
            "fingerprint": fact.fingerprint,
            "kind": fact.kind.name,
            "verdict": judge(fact, comparison.profile),
            "operations": list(fact.operations),
            "base": _place(base, fact.base),
            "revision": _place(revision, fact.revision),
            "direction": fact.direction,
            "message": fact.message,
            "profiles": explain(fact, comparison.profile),
            "witness": witness_of(fact, comparison.profile),
        }
        for fact in comparison.facts
    ]


def _place(contract: TracedContract, pointer: str) -> dict[str, Any]:
    there, position = contract.source(pointer)
    return {
        "pointer": there,
        "line": position.line,
        "column": position.column,
        "file": position.file,
    }


def changelog(comparison: ContractComparison) -> str:
    """Write the facts as a changelog in Markdown."""
    lines = [
        f"## Changes: {comparison.verdict}",
        "",
        f"Raise the {comparison.semver} version. Judged as {comparison.profile.name}.",
    ]
    for verdict, heading in _HEADINGS.items():
        held = [
            fact
            for fact in comparison.facts
            if judge(fact, comparison.profile) == verdict
        ]
        if held:
            lines += ["", f"### {heading}", ""]
            lines += [_entry(fact) for fact in held]
    if not comparison.facts:
        lines += ["", "Nothing that a client could notice has changed."]
    return "\n".join(lines) + "\n"


def _entry(fact: Fact) -> str:
    shown = [f"`{name}`" for name in fact.operations[:3]]
    more = len(fact.operations) - len(shown)
    where = ", ".join([*shown, *([f"{more} more"] if more else [])])
    return f"- {_escaped(fact.message)} ({where}) <!-- {fact.fingerprint} -->"


def _escaped(text: str) -> str:
    for sign in "\\`*_<":
        text = text.replace(sign, f"\\{sign}")
    return text
