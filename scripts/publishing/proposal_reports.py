"""What comes of a proposal, for a terminal and for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.comparison.reports.markdown import code, escaped
from scripts.comparing.registry import printable
from scripts.comparing.terminal import painted, wrapped
from scripts.comparing.text import SIGNS
from scripts.publishing.refusals import EMOJI, change_lines, change_table

if TYPE_CHECKING:
    from scripts.publishing.propose import Proposed

_MOST_CONSUMERS: Final = 20


def text(proposed: Proposed) -> str:
    """Write a line or two for each of the gravest changes, and what is missing."""
    lines = change_lines(proposed.changes)
    consumers = _by_gravity(proposed)
    for each in consumers[:_MOST_CONSUMERS]:
        verdict = each.get("verdict", "undecided")
        sign = painted(SIGNS[verdict], verdict)
        lines.append(
            f"{sign} {_consumer(each)}: {each.get('verdict', 'not known yet')}"
        )
    if len(consumers) > _MOST_CONSUMERS:
        lines.append(f"  {len(consumers) - _MOST_CONSUMERS:,} more consumers")
    lines += wrapped(f"{proposed.name} {_headline(proposed)}", "", "  ")
    for each in proposed.proposal["missing"]:
        lines += wrapped(f"- {printable(each['detail'])}", "  ", "    ")
    return "\n".join(lines)


def markdown(proposed: Proposed) -> str:
    """Write a table of the gravest changes, and a list of what is missing."""
    lines = [f"## {code(proposed.name)} {_headline(proposed)}"]
    lines += change_table(proposed.changes)
    if consumers := _by_gravity(proposed):
        lines += ["", "| | consumer |", "|---|---|"]
        for each in consumers[:_MOST_CONSUMERS]:
            emoji = EMOJI[each.get("verdict", "undecided")]
            verdict = each.get("verdict", "not known yet")
            lines.append(f"| {emoji} {verdict} | {code(_consumer(each))} |")
        if len(consumers) > _MOST_CONSUMERS:
            lines.append(f"| | {len(consumers) - _MOST_CONSUMERS:,} more |")
    if missing := proposed.proposal["missing"]:
        lines += ["", "Missing until it can be signed:", ""]
        lines += [f"- {escaped(printable(each['detail']))}" for each in missing]
    return "\n".join(lines)


def _by_gravity(proposed: Proposed) -> list[dict[str, Any]]:
    ranks = list(EMOJI)
    return sorted(
        proposed.consumers,
        key=lambda each: ranks.index(each.get("verdict", "undecided")),
    )


def _consumer(affected: dict[str, Any]) -> str:
    """Return its name, and which of its versions the verdict is of."""
    verdict = affected.get("verdict")
    versions = [
        use["consumer_version"]
        for use in affected["uses"]
        if use.get("verdict") == verdict
    ]
    named = ", ".join(printable(each) for each in dict.fromkeys(versions))
    return f"{affected['team']}/{affected['name']} {named}".rstrip()


def _headline(proposed: Proposed) -> str:
    proposal = proposed.proposal
    verdict = proposed.verdict or "not known yet"
    version = proposal.get("offered_version")
    offered = f", to be {version}" if version else ""
    state = proposal["state"].replace("_", " ")
    number = proposal["revision"]["number"]
    where = f"proposal {proposal['number']}, revision {number}"
    return f"{where}: {verdict}, {state}{offered}."
