"""Changes as SARIF 2.1.0, as GitHub's code scanning shows it.

What nobody notices raises no alert. Places are paths in the repository, whatever
revision of it was read, since nothing else can be shown.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.reports.explanations import explained
from impl.engine.comparison.reports.message_lines import explanation, message_lines
from scripts.comparing.acceptances import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What it judges by; it has no page of its own.
_ABOUT = "https://spec.openapis.org/oas/latest.html"
_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_LEVELS = {"breaking": "error", "undecided": "warning", "risky": "note"}
_REVISION = re.compile(r"git:[^:]*:")


def sarif(changes: Iterable[dict[str, Any]]) -> str:
    """Write the changes that may break somebody, each at its place in the revision."""
    held = [change for change in changes if change["verdict"] in _LEVELS]
    kinds = sorted({change["kind"] for change in held})
    driver = {
        "name": "countersign-compare",
        "version": _version(),
        "semanticVersion": _version(),
        "informationUri": _ABOUT,
        "rules": [_rule(kind) for kind in kinds],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(change, kinds) for change in held],
    }
    report = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(report, indent=2, ensure_ascii=False)}\n"


@cache
def _version() -> str:
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def _rule(kind: str) -> dict[str, Any]:
    about = explained(kind)
    return {
        "id": kind,
        "name": "".join(word.capitalize() for word in kind.split("-")),
        "shortDescription": {"text": f"{CATALOGUE[kind].title}."},
        "fullDescription": {"text": about.why},
        "helpUri": about.link,
        "help": {"text": about.text(), "markdown": about.markdown()},
        "properties": {"tags": ["api", "compatibility"]},
    }


def _result(change: dict[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    found = {
        "ruleId": change["kind"],
        "ruleIndex": kinds.index(change["kind"]),
        "level": _LEVELS[change["verdict"]],
        "message": {"text": _message(change)},
        "locations": [
            {
                "physicalLocation": _physical(change["revision"]),
                "logicalLocations": [
                    {"fullyQualifiedName": name, "kind": "function"}
                    for name in change["operations"]
                ],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": f"In the base, {_where(change['base'])}"},
                "physicalLocation": _physical(change["base"]),
            }
        ],
        "partialFingerprints": {"change/v1": change["fingerprint"]},
    }
    if "accepted" in change:
        # Given outside of the contract (3.35.2), and so that no alert is raised.
        found["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"Accepted by {reason_of(change)}",
            }
        ]
    return found


def _message(change: dict[str, Any]) -> str:
    """Say what changed, where it was before, and what shows that it matters."""
    lines = [change["message"], f"Before: [{_where(change['base'])}](1)."]
    if change["witness"]:
        lines += [*explanation(change["witness"]), *message_lines(change["witness"])]
    return "\n".join(lines)


def _where(place: dict[str, Any]) -> str:
    return f"{place['file']}:{place['line']}"


def _physical(place: dict[str, Any]) -> dict[str, Any]:
    path = _REVISION.sub("", place["file"], count=1)
    region = {"startLine": place["line"], "startColumn": place["column"]}
    if "end_column" in place:
        region |= {"endLine": place["line"], "endColumn": place["end_column"]}
    return {"artifactLocation": {"uri": quote(path)}, "region": region}
