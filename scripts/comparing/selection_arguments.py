"""What the command line says of which changes are looked at, and which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_LEVELS = ("breaking", "undecided", "risky", "compatible")


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add what says which changes are looked at, and which are shown."""
    parser.add_argument(
        "--only",
        action="append",
        choices=_LEVELS,
        default=[],
        help="show people (text, markdown, html) these changes alone; all are counted, "
        "and judged",
    )
    parser.add_argument(
        "--operation",
        action="append",
        default=[],
        metavar="PATTERN",
        help="look only at operations of such names ('GET /things*'), paths or "
        "operationIds; nothing else is judged",
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="look only at operations with this tag",
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="WHAT",
        help="leave out operations: a pattern, a tag, or an extension that marks them "
        "(x-internal) in the base, or in the revision if they are new",
    )
