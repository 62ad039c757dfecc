"""The command line of scripts/audit."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

_ABOUT = """Audit records are linked: each has a digest of itself and of the one before.
'verify' follows the links, and names the first that is broken. Who may change all of
the database could link it anew; so note now and then, elsewhere, where the chains end,
and verify against that, too."""
_EXAMPLES = """examples:
  scripts/audit verify
  scripts/audit ends > monday.ends                    keep it away from the database
  scripts/audit verify --against monday.ends
  scripts/audit export --since 2026-11-01 --action version.published
  DATABASE_URL=postgresql://reader@db/app scripts/audit verify

The database is the one that scripts/serve would use here: DATABASE_URL or the private
one. To read is all that it takes.

exit status: 0 if every link holds, or it is done, 1 if a link is broken, 2 if the
database, a file or a setting is unusable"""


def arguments() -> argparse.Namespace:
    """Return what scripts/audit is told to do."""
    parser = argparse.ArgumentParser(
        prog="scripts/audit",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EXAMPLES,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verify = commands.add_parser(
        "verify",
        help="follow every link",
        description="Follow every link; say which is the first that is broken.",
    )
    verify.add_argument(
        "--against", type=Path, metavar="FILE", help="what 'ends' printed earlier"
    )
    commands.add_parser(
        "ends",
        help="print where each chain ends",
        description="Print a line for each chain: how many records it has had, the "
        "digest of the last, and its name.",
    )
    export = commands.add_parser(
        "export",
        help="print records, one JSON object a line",
        description="Print records as JSON, one a line, the oldest first.",
    )
    export.add_argument("--team", metavar="ID", help="of a team: tm_…")
    export.add_argument("--actor", metavar="ID", help="of whom: per_…, key_…")
    export.add_argument("--action", metavar="NAME", help="such as member.added")
    for name, which in (("--since", "from this time on"), ("--until", "before it")):
        export.add_argument(name, type=_moment, metavar="TIME", help=which)
    return parser.parse_args()


def _moment(text: str) -> datetime:
    """Return a time, in UTC if it does not say.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is no time such as 2026-11-01 or 2026-11-01T12:00:00Z"
        raise argparse.ArgumentTypeError(msg) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
