"""What comes of a proposal, for a terminal and for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.reports.markdown import code, escaped
from scripts.comparing.registry import printable
from scripts.comparing.terminal import wrapped
from scripts.publishing.refusals import change_lines, change_table

if TYPE_CHECKING:
    from scripts.publishing.propose import Proposed


def text(proposed: Proposed) -> str:
    """Write a line or two for each of the gravest changes, and what is missing."""
    lines = change_lines(proposed.changes)
    lines += wrapped(f"{proposed.name} {_headline(proposed)}", "", "  ")
    for each in proposed.proposal["missing"]:
        lines += wrapped(f"- {printable(each['detail'])}", "  ", "    ")
    return "\n".join(lines)


def markdown(proposed: Proposed) -> str:
    """Write a table of the gravest changes, and a list of what is missing."""
    lines = [f"## {code(proposed.name)} {_headline(proposed)}"]
    lines += change_table(proposed.changes)
    if missing := proposed.proposal["missing"]:
        lines += ["", "Missing until it can be signed:", ""]
        lines += [f"- {escaped(printable(each['detail']))}" for each in missing]
    return "\n".join(lines)


def _headline(proposed: Proposed) -> str:
    proposal = proposed.proposal
    verdict = proposed.verdict or "not known yet"
    version = proposal.get("offered_version")
    offered = f", to be {version}" if version else ""
    state = proposal["state"].replace("_", " ")
    number = proposal["revision"]["number"]
    where = f"proposal {proposal['number']}, revision {number}"
    return f"{where}: {verdict}, {state}{offered}."
