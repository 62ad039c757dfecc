"""The options of consumers: what they use, and what a change does to each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

# The forms that have a place for what is said of consumers.
_FORMS = ("text", "json", "markdown", "github")


def add_usage(parser: argparse.ArgumentParser) -> None:
    """Let a command line name consumers."""
    parser.add_argument(
        "--usage",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="say what the changes do to the consumer whose use of BASE is in FILE: a "
        "usage (JSON or YAML), a HAR or a Pact file (version 2 to 4); may be repeated. "
        "The exit status is then that of the consumer who is affected worst",
    )
    parser.add_argument(
        "--usage-schema",
        action="store_true",
        help="print the JSON Schema of usages",
    )


def check_usage(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse what makes no sense together with usages."""
    if not options.usage:
        return
    if options.base is None or options.schema or options.verify:
        parser.error(
            "--usage needs BASE and REVISION, and neither --schema nor --verify"
        )
    if options.respect_version:
        parser.error("--usage and --respect-version can't judge together")
    if options.format not in _FORMS:
        parser.error(f"--usage is for --format {', '.join(_FORMS)}")
