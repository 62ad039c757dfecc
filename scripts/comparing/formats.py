"""The forms in which a comparison can be printed."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.reports import changelog, changes
from scripts.comparing.text import bare_text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from scripts.comparing.reading import Given

_LEVELS = {
    "breaking": "error",
    "undecided": "warning",
    "risky": "warning",
    "compatible": "note",
}
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def render(
    form: str,
    comparison: ContractComparison,
    base: Given,
    revision: Given,
    *,
    whole: ContractComparison | None = None,
    accepted: Sequence[dict[str, Any]] = (),
) -> str:
    """Write a comparison as text, json, markdown, sarif or junit.

    Args:
        form: one of these.
        comparison: what is to be shown of it.
        base: what clients know.
        revision: what it is to become.
        whole: all of it, which is what a certificate is about.
        accepted: the changes that are left out of it.
    """
    if form == "markdown":
        return changelog(comparison)
    held = changes(comparison, base.contract, revision.contract)
    for change in held:
        for side, given in (("base", base), ("revision", revision)):
            change[side]["file"] = given.file(change[side]["file"])
    if form == "json":
        report = {
            "verdict": comparison.verdict,
            "semver": comparison.semver,
            "changes": held,
            **({"accepted": list(accepted)} if accepted else {}),
            "certificate": certificate(whole or comparison),
        }
        return f"{json.dumps(report, indent=2, ensure_ascii=False)}\n"
    if form == "sarif":
        return _sarif(held)
    if form == "junit":
        return _junit(held)
    return text(comparison, held, base.name, revision.name)


def render_bare(form: str, found: dict[str, Any], base: str, revision: str) -> str:
    """Write a comparison of bare schemas."""
    if form == "json":
        return f"{json.dumps(found, indent=2, ensure_ascii=False)}\n"
    for change in found["changes"]:
        for side, file in (("base", base), ("revision", revision)):
            change[side] = {"pointer": "", "line": 1, "file": file}
    if form == "sarif":
        return _sarif(found["changes"])
    if form == "junit":
        return _junit(found["changes"])
    if form == "markdown":
        lines = [f"## Changes: {found['verdict']}", ""]
        lines += [f"- {change['message']}" for change in found["changes"]]
        return "\n".join(lines) + "\n"
    return bare_text(found, base, revision)


def _sarif(held: list[dict[str, Any]]) -> str:
    """Write changes as SARIF 2.1.0, each at its place in the revision."""
    kinds = sorted({change["kind"] for change in held})
    results = [
        {
            "ruleId": change["kind"],
            "ruleIndex": kinds.index(change["kind"]),
            "level": _LEVELS[change["verdict"]],
            "message": {"text": change["message"]},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": change["revision"]["file"]},
                        "region": {"startLine": change["revision"]["line"]},
                    },
                    "logicalLocations": [
                        {"fullyQualifiedName": name, "kind": "function"}
                        for name in change["operations"]
                    ],
                }
            ],
            "partialFingerprints": {"change/v1": change["fingerprint"]},
        }
        for change in held
    ]
    driver = {
        "name": "countersign-compare",
        "rules": [
            {"id": kind, "shortDescription": {"text": CATALOGUE[kind].title}}
            for kind in kinds
        ],
    }
    report = {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return f"{json.dumps(report, indent=2, ensure_ascii=False)}\n"


def _junit(held: list[dict[str, Any]]) -> str:
    """Write changes as JUnit test cases; those that break are failures."""
    failures = sum(change["verdict"] == "breaking" for change in held)
    skipped = sum(change["verdict"] == "undecided" for change in held)
    counts = f'failures="{failures}" skipped="{skipped}" errors="0"'
    tests = max(len(held), 1)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="countersign-compare" tests="{tests}" {counts}>',
    ]
    if not held:
        lines.append('  <testcase classname="contract" name="no changes"/>')
    for change in held:
        where = change["operations"][0] if change["operations"] else "contract"
        name = _attribute(_printable(f"{change['kind']} {change['fingerprint']}"))
        head = f"  <testcase classname={_attribute(_printable(where))} name={name}"
        message = _printable(change["message"])
        if change["verdict"] == "breaking":
            witness = _printable(json.dumps(change["witness"], ensure_ascii=False))
            lines += [
                f"{head}>",
                f"    <failure message={_attribute(message)}>",
                f"{escape(witness)}</failure>",
                "  </testcase>",
            ]
        elif change["verdict"] == "undecided":
            skip = f"    <skipped message={_attribute(message)}/>"
            lines += [f"{head}>", skip, "  </testcase>"]
        else:
            lines.append(f"{head}/>")
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def _printable(text_: str) -> str:
    """Leave out what XML 1.0 can't hold."""
    return "".join(
        sign
        for sign in text_
        if sign in "\t\n\r"
        or " " <= sign <= "\ud7ff"
        or "\ue000" <= sign <= "\ufffd"
        or sign >= "\U00010000"
    )


def _attribute(text: str) -> str:
    """Return a text as the quoted value of an attribute of XML."""
    held = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f'"{escape(text).translate(held)}"'
