"""Propose a contract in a registry."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scripts._arguments import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.registry import RegistryClient

FORMATS: Final = ("text", "markdown", "json")
_FORM: Final = "TEAM/API[@BASE]"
_PAUSE: Final = 1.0
_MOST_CHANGES: Final = 20
_BREAKS, _FAULTY, _UNKNOWN = 1, 2, 3
# The gravest first, as they are shown.
_TOLD: Final = ("breaking", "undecided", "risky")
_OVER: Final = frozenset({"finished", "failed"})


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/propose",
        description="""Propose a contract as the next version of an API: as a new
        proposal, or as the next revision of one. Says what it would break, which
        consumers that hurts, and what is missing until it can be signed. The same again
        changes nothing.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scopes apis:read, versions:read,
proposals:read and proposals:write, or in COUNTERSIGN_TOKEN.

examples:
  scripts/propose openapi.yaml payments/refunds --title "Refund parts of a payment"
  scripts/propose openapi.yaml payments/refunds --number 12 --format markdown

exit status: 0 compatible, or risky; 1 breaking; 3 undecided, or not known within
--wait; 2 it is no valid contract, or was refused for another reason.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="in YAML or JSON")
    parser.add_argument(
        "api",
        metavar="API",
        help=f"{_FORM}: what it changes, by default the latest release",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--number",
        type=whole(1, 2_000_000_000),
        metavar="N",
        help="of the proposal to revise (default: a new one)",
    )
    which.add_argument("--title", help="of a new proposal (default: names the file)")
    parser.add_argument(
        "--wait",
        type=whole(0, 86_400),
        default=60,
        metavar="SECONDS",
        help="how long to wait for what it breaks to be found out (default: 60)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    return parser.parse_args(arguments)


@dataclass(frozen=True)
class Proposed:
    """A proposal with its latest revision.

    Attributes:
        name: of the API.
        proposal: as the registry has it.
        changes: the gravest of what it changes.
        consumers: those that it may hurt, unless nobody can be, and all others.
    """

    name: str
    proposal: dict[str, Any]
    changes: list[dict[str, Any]]
    consumers: list[dict[str, Any]]

    @property
    def verdict(self) -> str | None:
        """What it does to others; None while that is not known."""
        revision = self.proposal["revision"]
        if "base" not in revision:
            return "compatible"
        comparison = revision.get("comparison", {})
        is_failed = comparison.get("state") == "failed"
        found: str | None = "undecided" if is_failed else comparison.get("verdict")
        return found

    @property
    def status(self) -> int:
        """The exit status."""
        if self.verdict == "breaking":
            return _BREAKS
        return _UNKNOWN if self.verdict in {None, "undecided"} else 0


def main(options: argparse.Namespace) -> int:
    """Propose, and say what comes of it."""
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryRefusal
    from scripts.publishing import proposal_reports
    from scripts.publishing.refusals import faults

    try:
        proposed = _proposed(options)
    except Unusable as error:
        problem = error.problem if isinstance(error, RegistryRefusal) else {}
        if options.format == "json" and problem:
            print(json.dumps(problem, indent=2, ensure_ascii=False))
            return _FAULTY
        print(f"propose: {error}", file=sys.stderr)
        for line in faults(str(options.file), problem):
            print(line, file=sys.stderr)
        return _FAULTY
    except KeyboardInterrupt:
        print("propose: interrupted", file=sys.stderr)
        return 130
    if options.format == "json":
        print(json.dumps(proposed.proposal, indent=2, ensure_ascii=False))
    elif options.format == "markdown":
        print(proposal_reports.markdown(proposed))
    else:
        print(proposal_reports.text(proposed))
    return proposed.status


def _proposed(options: argparse.Namespace) -> Proposed:
    """Add a document to a proposal, and wait for what it breaks.

    Raises:
        RegistryRefusal, Unusable: it can't be proposed.
    """
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryClient, RegistryRefusal
    from scripts.publishing.names import api_path, media_type_of, named_version

    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise Unusable(f"{options.file} can't be read: {error.strerror}") from None
    named = named_version(options.api, _FORM)
    registry = RegistryClient(options.api)
    api = api_path(registry, named)
    number = options.number or _created(registry, api, options)
    path = f"{api}/proposals/{number}"
    query = f"?base={quote(named.version, safe='')}" if named.version else ""
    media_type = {"Content-Type": media_type_of(content)}
    try:
        registry.send("POST", f"{path}/revisions{query}", content, **media_type)
    except RegistryRefusal as refusal:
        if options.number:
            raise
        again = f"{refusal} Proposal {number} has no document yet; try --number."
        raise RegistryRefusal(again, refusal.status, refusal.problem) from None
    end = time.monotonic() + options.wait
    proposal = _awaited(registry, path, end)
    comparison = proposal["revision"].get("comparison", {})
    changes: list[dict[str, Any]] = []
    if comparison.get("state") == "finished":
        changes = _gravest(registry, f"{api}/comparisons/{comparison['id']}")
    consumers = _affected(registry, path, end) if changes else []
    return Proposed(named.name, proposal, changes, consumers)


def _created(registry: RegistryClient, api: str, options: argparse.Namespace) -> int:
    title = options.title or f"Change {options.file.name}"
    _, made = registry.ask("POST", f"{api}/proposals", {"title": title})
    number: int = made["number"]
    return number


def _awaited(registry: RegistryClient, path: str, end: float) -> dict[str, Any]:
    while True:
        proposal: dict[str, Any] = registry.get(path)
        revision = proposal["revision"]
        is_over = revision.get("comparison", {}).get("state") in _OVER
        left = end - time.monotonic()
        if "base" not in revision or is_over or left <= 0:
            return proposal
        time.sleep(min(_PAUSE, left))


def _affected(registry: RegistryClient, path: str, end: float) -> list[dict[str, Any]]:
    while True:
        found: list[dict[str, Any]] = registry.get(f"{path}/consumers")["items"]
        left = end - time.monotonic()
        if all("verdict" in each for each in found) or left <= 0:
            return found
        time.sleep(min(_PAUSE, left))


def _gravest(registry: RegistryClient, comparison: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for verdict in _TOLD:
        room = _MOST_CHANGES - len(found)
        if room:
            query = f"?verdict={verdict}&limit={room}"
            found += registry.get(f"{comparison}/changes{query}")["items"]
    return found
