"""Tell a registry what a test run of a build came to, from a file of its tool."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts._arguments import add_build_labels
from scripts.deploying.can_i_deploy import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.verifying.target import VerificationTarget

STATUS: Final = {"passed": 0, "failed": 1, "incomplete": 3}
_LARGEST: Final = 16 * 1024 * 1024


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/record-verification",
        description="""Record what a test run of a build against a version of an API
        came to: from JUnit XML, from the events that Schemathesis writes as NDJSON, or
        from JSON in the registry's own form. Which of them a file is, it says itself.
        Credentials in it are not kept.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scope deployments:write (for @latest
versions:read, too), or in COUNTERSIGN_TOKEN.

examples:
  scripts/record-verification junit.xml payments/refunds@1.1.0 --build 4711
  scripts/record-verification run.ndjson payments/refunds@latest --build 4711 \\
    --environment staging --commit "$(git rev-parse HEAD)" --branch main

exit status: 0 it is recorded, and passed; 1 recorded, and failed; 3 recorded, and came
to no end or tested nothing; 2 there is no such thing, or it was refused.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what the tool wrote")
    parser.add_argument("version", metavar="VERSION", help="TEAM/API@VERSION")
    add_build_labels(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    options = parser.parse_args(arguments)
    if not options.build:
        parser.error("--build is needed: what was tested?")
    return options


def main(options: argparse.Namespace) -> int:
    """Record, and say so."""
    from scripts.comparing.refusals import Unusable

    try:
        target, verification = _recorded(options)
    except Unusable as error:
        print(f"record-verification: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("record-verification: interrupted", file=sys.stderr)
        return 130
    if options.format == "json":
        print(json.dumps(verification, indent=2, ensure_ascii=False))
    else:
        print(_said(target, verification, is_markdown=options.format == "markdown"))
    return STATUS[verification["outcome"]]


def media_type_of(content: bytes) -> str:
    """Return the media type of a report, by how it begins."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return "application/xml"
    is_events = start[:100].replace(b" ", b"").startswith(b'{"Initialize":')
    return "application/x-ndjson" if is_events else "application/json"


def _recorded(options: argparse.Namespace) -> tuple[VerificationTarget, Any]:
    """Return where it was recorded, and the verification.

    Raises:
        Unusable: it can't be.
    """
    from scripts.comparing.refusals import Unusable
    from scripts.verifying.target import find_target

    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise Unusable(f"{options.file} can't be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise Unusable(f"{options.file} has more than {_LARGEST:,} bytes")
    target = find_target(options.version, options)
    return target, target.record(content, media_type_of(content))


def _said(target: VerificationTarget, verification: Any, *, is_markdown: bool) -> str:
    from impl.engine.comparison.reports.markdown import escaped
    from scripts.deploying.candidates import shown
    from scripts.verifying.target import told

    line = told(target, verification)
    lines = [f"## {escaped(line)}" if is_markdown else line]
    for each in verification["failures"]:
        where = each.get("operation", "the run as a whole")
        said = shown(f"{where}: {each['title']}")
        lines.append(f"- {escaped(said)}" if is_markdown else f"  ✗ {said}")
    return "\n".join(lines)
