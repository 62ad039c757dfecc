"""The command line of the comparison."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from scripts.comparing.reading import Unusable, read_contract, read_schema
from scripts.comparing.selection_arguments import add_selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.diagnostics.diagnostic import Fault

_WIDTH = 88
_FORMATS = ("text", "json", "markdown", "sarif", "junit", "html")
_STATUS = {"compatible": 0, "breaking": 1, "undecided": 3, "risky": 4}
# What each level of --fail-on lets pass.
_PASSING = {
    "breaking": {"undecided", "risky", "compatible"},
    "undecided": {"risky", "compatible"},
    "risky": {"compatible"},
}


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/compare",
        description="""Say what a revision of an OpenAPI contract changes, and whom it
        breaks. Each breaking change comes with a whole request or response that is
        valid under one contract and not under the other.""",
        epilog=f"""profiles:
{_profiles()}

examples:
  scripts/compare old.yaml new.yaml
  scripts/compare git:main:openapi.yaml openapi.yaml --profile strict-reader
  scripts/compare old.yaml new.yaml --format json > comparison.json
  scripts/compare old.yaml new.yaml --verify comparison.json
  scripts/compare --schema old.json new.json --direction request

exit status: 0 compatible, or risky; 1 breaking; 3 undecided; 4 risky, for --fail-on
risky; 2 a contract can't be read, with its faults printed as file:line:col, what is
wrong and how to mend it.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    contract = "a file, YAML or JSON, or git:REVISION:PATH"
    parser.add_argument(
        "base", metavar="BASE", nargs="?", help=f"what clients know: {contract}"
    )
    parser.add_argument(
        "revision", metavar="REVISION", nargs="?", help="what it is to become"
    )
    parser.add_argument(
        "--profile",
        choices=tuple(PROFILES),
        default=DEFAULT,
        metavar="PROFILE",
        help=f"whose reading counts, see below (default: {DEFAULT})",
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="how to print (default: text)",
    )
    parser.add_argument(
        "--fail-on",
        choices=tuple(_PASSING),
        default="undecided",
        help="what makes the exit status other than 0, with all that is graver: "
        "breaking, undecided, risky (default: undecided)",
    )
    parser.add_argument(
        "--as-of",
        type=dt.date.fromisoformat,
        default=None,
        metavar="DATE",
        help="the day by which deprecation-policy judges sunsets (default: today)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="where searches for witnesses start"
    )
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=300.0,
        help="how long to look for answers; what is left then is undecided "
        "(default: 300)",
    )
    parser.add_argument(
        "--verify",
        type=Path,
        metavar="FILE",
        help="check the certificate in FILE (of --format json) against the contracts",
    )
    parser.add_argument(
        "--schema", action="store_true", help="compare two bare JSON Schemas"
    )
    parser.add_argument(
        "--direction",
        choices=("request", "response", "both"),
        default="both",
        help="for --schema: what was valid stays valid (request), nothing new becomes "
        "valid (response), or both (default)",
    )
    add_selection(parser)
    parser.add_argument(
        "--explain",
        nargs="?",
        const="",
        metavar="KIND",
        help="say what a kind of change means, what each profile makes of it and why, "
        "with an example; without KIND, list all kinds",
    )
    options = parser.parse_args(arguments)
    if options.explain is None and options.revision is None:
        parser.error("the following arguments are required: BASE, REVISION")
    return options


def _profiles() -> str:
    """Say what each profile means, in two columns."""
    width = max(map(len, PROFILES)) + 4
    return "\n".join(
        textwrap.fill(
            profile.about,
            _WIDTH,
            initial_indent=f"  {name}".ljust(width),
            subsequent_indent=" " * width,
        )
        for name, profile in PROFILES.items()
    )


def _seconds(text: str) -> float:
    """Read a number of seconds above zero.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not seconds > 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above zero")
    return seconds


def main(options: argparse.Namespace) -> int:
    """Compare, and report in words that a person can act on."""
    from impl.engine.diagnostics.diagnostic import DocumentError

    try:
        if options.explain is not None:
            return _explain(options.explain)
        if options.schema:
            return _schemas(options)
        return _contracts(options)
    except DocumentError as error:
        _print_faults(error.faults)
    except Unusable as error:
        print(f"compare: {error}", file=sys.stderr)
    except RecursionError:
        print("compare: the contracts are nested too deep", file=sys.stderr)
    except KeyboardInterrupt:
        print("compare: interrupted", file=sys.stderr)
        return 130
    return 2


def _contracts(options: argparse.Namespace) -> int:
    from impl.engine.comparison.verdicts.comparison import compare
    from scripts.comparing.formats import Printing, render
    from scripts.comparing.selection import Selection

    base = read_contract(options.base)
    revision = read_contract(options.revision, known=base)
    if options.verify:
        return _verify(options.verify, base.contract, revision.contract)
    day = options.as_of or dt.datetime.now(tz=dt.UTC).date()
    profile = PROFILES[options.profile].on(day.isoformat())
    try:
        whole = compare(
            base.contract,
            revision.contract,
            profile,
            seed=options.seed,
            seconds=options.seconds,
            progress=_progress if sys.stderr.isatty() else None,
        )
    except ValueError as error:
        raise Unusable(f"a contract has no canonical form: {error}") from None
    finally:
        _clear_progress()
    selection = Selection(
        tuple(options.operation), tuple(options.tag), tuple(options.exclude)
    )
    comparison = selection.of(whole, base.contract, revision.contract)
    printing = Printing(options.format, _PASSING[options.fail_on], options.only)
    print(render(printing, comparison, base, revision, whole), end="")
    return _status(comparison.verdict, options.fail_on)


def _explain(kind: str) -> int:
    from scripts.comparing.explaining import explain, listing

    print(explain(kind) if kind else listing(), end="")
    return 0


def _schemas(options: argparse.Namespace) -> int:
    from impl.engine.comparison.verdicts.schema_comparison import compare_bare
    from scripts.comparing.formats import Printing, render_bare

    base, revision = read_schema(options.base), read_schema(options.revision)
    found = compare_bare(
        base.schema, revision.schema, direction=options.direction, seed=options.seed
    )
    printing = Printing(options.format, _PASSING[options.fail_on], options.only)
    print(render_bare(printing, found, base, revision), end="")
    return _status(found["verdict"], options.fail_on)


def _status(verdict: str, fail_on: str) -> int:
    return 0 if verdict in _PASSING[fail_on] else _STATUS[verdict]


def _verify(file: Path, base: Any, revision: Any) -> int:
    from impl.engine.comparison.verdicts.verification import verify

    try:
        record = json.loads(file.read_bytes())
    except OSError as error:
        raise Unusable(f"{file} can't be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise Unusable(f"{file} is not JSON") from None
    if isinstance(record, dict):
        record = record.get("certificate", record)
    problems = verify(record, base, revision)
    for problem in problems:
        print(f"compare: {problem}", file=sys.stderr)
    if not problems:
        print(f"The certificate holds: {record['verdict']}.")
    return 1 if problems else 0


def _print_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
        place = f"{fault.file}:{fault.line}:{fault.column}"
        print(
            f"{place}: {fault.severity} {fault.code}: {fault.message}\n"
            f"    {fault.mend}",
            file=sys.stderr,
        )


def _progress(done: int, total: int) -> None:
    """Show how far the comparison is, where somebody watches."""
    if done % 20 == 0:
        sys.stderr.write(f"\r\033[Kcomparing {done} of {total} operations …")
        sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
