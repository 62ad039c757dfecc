"""The command line of scripts/admin."""

import argparse

_ABOUT = """Look after accounts, on the machine of the service or of its database.

It works on the database that scripts/serve would use here: DATABASE_URL or the private
one, which may be in use meanwhile. What it changes is in effect at once.
"""
_EXAMPLES = """examples:
  scripts/admin create-person ada@example.com Ada     asks for the password
  scripts/admin list-people
  scripts/admin suspend ada@example.com               until resume
  scripts/admin end-sessions ada@example.com
  scripts/admin send-reset ada@example.com            for a new password
  scripts/admin grant-administrator ada@example.com   looks after accounts
  scripts/admin quotas payments apis=900 bytes=default   then shows them all
  scripts/admin rotate-keys
  scripts/admin reseal                                after a new secret key
  DATABASE_URL=postgresql://owner@db/a scripts/admin migrate --for service
  scripts/admin check                                 database, mail and provider

exit status: 0 if it is done, 1 if it is refused or a check finds something wrong,
2 if the database or a setting is unusable"""


def arguments() -> argparse.Namespace:
    """Return what scripts/admin is told to do."""
    parser = argparse.ArgumentParser(
        prog="scripts/admin",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EXAMPLES,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    create = commands.add_parser(
        "create-person",
        help="create an account, whoever else may register",
        description="The password is asked for, or read from standard input.",
    )
    create.add_argument("email", metavar="EMAIL")
    create.add_argument("name", metavar="NAME", help="as others see it")
    commands.add_parser("list-people", help="list all accounts, newest first")
    commands.add_parser(
        "rotate-keys",
        help="sign access tokens with a new key from now on",
        description="Sign access tokens with a new key; those that exist stay good, "
        "and nobody is logged out. It happens by itself after "
        "COUNTERSIGN_SIGNING_KEY_DAYS, too. COUNTERSIGN_SECRET_KEY has to be the "
        "service's.",
    )
    commands.add_parser(
        "reseal",
        help="encrypt what is stored under COUNTERSIGN_OTHER_SECRET_KEY anew",
        description="Encrypt with COUNTERSIGN_SECRET_KEY whatever is stored under "
        "COUNTERSIGN_OTHER_SECRET_KEY. Every process has to know both by then.",
    )
    quotas = commands.add_parser(
        "quotas",
        help="show how far a team's quotas are used up, and change them",
        description="Give a team quotas of its own, if any are named, and show what it "
        "has and may have. What there is beyond a smaller quota stays.",
    )
    quotas.add_argument("team", metavar="TEAM", help="its name")
    quotas.add_argument(
        "changes",
        metavar="WHAT=NUMBER",
        nargs="*",
        default=[],
        type=_quota,
        help="such as apis=900; WHAT=default for that of all other teams",
    )
    migrate = commands.add_parser(
        "migrate",
        help="bring the database up to date, as another role than the service's",
        description="Bring the database up to date, as scripts/serve does at its "
        "start where its role owns the database.",
    )
    migrate.add_argument(
        "--for",
        dest="role",
        metavar="ROLE",
        help="the service's own role, which gets the rights that it needs",
    )
    commands.add_parser(
        "check",
        help="try what the service's settings name, and change nothing",
        description="Try the database, the mail server, without a message, and the "
        "OpenID provider as a service with these settings would. A line of each says "
        "how it is and, if it can't be used, what to mend.",
    )
    for name, about in (
        ("suspend", "end all sessions, and let nobody log in until it is resumed"),
        ("resume", "let a suspended person log in again"),
        ("end-sessions", "end all sessions; to log in again is allowed"),
        (
            "send-reset",
            "send a person what sets a new password, by the service's COUNTERSIGN_MAIL",
        ),
        (
            "grant-administrator",
            "let a person list, suspend and resume accounts through the service",
        ),
        ("revoke-administrator", "let a person do so no more"),
    ):
        command = commands.add_parser(name, help=about, description=f"{about}.")
        command.add_argument("email", metavar="EMAIL")
    return parser.parse_args()


def _quota(text: str) -> tuple[str, int | None]:
    what, _, most = text.partition("=")
    if not what or not (most == "default" or (most.isdecimal() and len(most) < 19)):
        said = f"{text!r} is not like apis=900 or apis=default"
        raise argparse.ArgumentTypeError(said)
    return what, None if most == "default" else int(most)
