"""What `scripts/bench` takes."""

import argparse
from pathlib import Path

from scripts._arguments import above_zero, named_folder, positive

# Seconds; what people got when they logged in is good for ten minutes.
_LONGEST_ATTACK = 480
_MUCH = {"events": 1_000_000, "versions": 10_000, "consumers": 1_000, "affected": 100}


def arguments(description: str | None) -> argparse.Namespace:
    """Read the command line; bad ones end the process with status 2."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  scripts/bench service --quick\n"
        "  scripts/bench service --rounds 20 --connections 32\n"
        "  scripts/bench duties\n"
        "  scripts/bench compiler --contract openapi.yaml --rounds 5\n"
        "  scripts/bench comparison --contract openapi.yaml\n"
        "  scripts/bench judges --suite oasdiff=../oasdiff\n"
        "  scripts/bench agree\n"
        "  scripts/bench pages\n"
        "  scripts/bench hostile --quick\n"
        "  scripts/bench hostile --workers 2 --teams 3 --json hostile.json\n\n"
        "exit status: 0; 1 if it fails, duties, agree, pages or hostile misses a "
        "target, or judges finds a verdict wrong; 2 for bad input",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, told in (
        ("service", "the compiled service"),
        ("duties", "what it does beside what it is asked for"),
    ):
        service = commands.add_parser(name, help=told)
        service.add_argument("--quick", action="store_true", help="3 rounds of 1 s")
        service.add_argument("--rounds", type=int, default=9, help="default: 9")
        length, kept = "length of a slice (default: 3)", "kept open (default: 16)"
        service.add_argument("--seconds", type=above_zero, default=3, help=length)
        service.add_argument("--connections", type=int, default=16, help=kept)
    compiler = commands.add_parser("compiler", help="scripts/generate")
    compiler.add_argument(
        "--contract",
        type=Path,
        action="append",
        metavar="FILE",
        help="may be given again (default: those of ../shared/contracts if that "
        "exists, else openapi.yaml)",
    )
    compiler.add_argument(
        "--folder", type=Path, help="has a README.md that lists contracts"
    )
    compiler.add_argument("--rounds", type=int, default=3, help="default: 3")
    compiler.add_argument(
        "--seconds",
        type=above_zero,
        default=2,
        help="of requests at a time (default: 2)",
    )
    comparison = commands.add_parser("comparison", help="scripts/compare")
    comparison.add_argument(
        "--contract",
        type=Path,
        action="append",
        metavar="FILE",
        help="may be given again (default: the largest of ../shared/contracts if that "
        "exists, else openapi.yaml)",
    )
    comparison.add_argument("--rounds", type=int, default=3, help="default: 3")
    mock = commands.add_parser("mock", help="scripts/mock")
    mock.add_argument(
        "--contract",
        type=Path,
        action="append",
        metavar="FILE",
        help="may be given again (default: openapi.yaml)",
    )
    mock.add_argument("--bin", type=Path, help="has the peers: node_modules/.bin")
    mock.add_argument("--path", help="what to GET (default: the first without names)")
    mock.add_argument("--post", help="what to POST to (default: likewise)")
    mock.add_argument("--rounds", type=int, default=3, help="default: 3")
    mock.add_argument(
        "--requests", type=int, default=2000, help="of each kind (default: 2000)"
    )
    hostile = commands.add_parser("hostile", help="the service under hostile load")
    hostile.add_argument(
        "--quick", action="store_true", help="the loudest documents, at most 60 s"
    )
    hostile.add_argument(
        "--seconds", type=above_zero, default=300, help="longest attack (default: 300)"
    )
    for name, whose in (("workers", "service"), ("teams", "attacker")):
        told = f"of the {whose} (default: 1)"
        hostile.add_argument(f"--{name}", type=int, default=1, help=told)
    hostile.add_argument("--json", type=Path, metavar="FILE", help="all that was seen")
    agree = commands.add_parser("agree", help="feeds, can-i-deploy and proposals")
    for name, number in _MUCH.items():
        agree.add_argument(f"--{name}", type=positive, default=number)
    pages = commands.add_parser("pages", help="what people look at")
    for name, number in (("apis", 200), ("versions", 5000)):
        told = f"of the team (default: {number})"
        pages.add_argument(f"--{name}", type=positive, default=number, help=told)
    judges = commands.add_parser("judges", help="verdicts beside public suites")
    judges.add_argument(
        "--suite",
        type=named_folder,
        action="append",
        required=True,
        metavar="NAME=FOLDER",
        help="of oasdiff, openapi-diff, qubership and confluent (its registry of "
        "schemas), and where it is checked out; may be given again",
    )
    options = parser.parse_args()
    _check(parser, options)
    return options


def _check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    for name in ("rounds", "requests", "seconds", "connections", "workers", "teams"):
        if getattr(options, name, 1) <= 0:
            parser.error(f"--{name} must be more than 0")
    if options.command == "hostile" and options.seconds > _LONGEST_ATTACK:
        parser.error(f"--seconds must be at most {_LONGEST_ATTACK}")
    file = getattr(options, "json", None)
    if file and not file.parent.is_dir():
        parser.error(f"--json: there is no folder {file.parent}")
    for contract in getattr(options, "contract", None) or ():
        if not contract.is_file():
            parser.error(f"--contract: there is no file {contract}")
