"""The command line of scripts/release."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True)
class ReleaseOrder:
    """Which release, and whether only to look."""

    version: str
    dry_run: bool


def asked() -> ReleaseOrder:
    """Return what scripts/release is told."""
    parser = argparse.ArgumentParser(
        prog="scripts/release",
        description=(
            "Make a release: check that it can be one, write its number where it "
            "stands\n(pyproject.toml, openapi.yaml, impl/release.py), give what is "
            "unreleased in\nimpl/CHANGELOG.md its heading, compile, check, commit "
            "and tag it. Nothing is pushed.\nIf anything fails, nothing has changed."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=(
            "examples:\n"
            "  scripts/release 0.2.0 --dry-run     say what speaks against it\n"
            "  scripts/release 0.2.0 && git push --follow-tags\n\n"
            "The contract is compared with that of the release before: what breaks "
            "somebody asks\nfor a higher number (Semantic Versioning 2.0.0).\n\n"
            "exit status: 0 if it is done, 1 if it is refused, 2 if a tool is missing"
        ),
    )
    parser.add_argument("version", metavar="VERSION", help="its number, such as 0.2.0")
    parser.add_argument(
        "--dry-run", action="store_true", help="check, and change nothing"
    )
    given = parser.parse_args()
    return ReleaseOrder(given.version, given.dry_run)
