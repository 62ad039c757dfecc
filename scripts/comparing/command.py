"""The command line of the comparison."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from scripts._arguments import above_zero
from scripts.comparing.gate_arguments import add_gate_arguments
from scripts.comparing.reading import read_contract, read_schema
from scripts.comparing.refusals import FaultySettings, Unusable
from scripts.comparing.selection_arguments import add_selection
from scripts.comparing.usage_arguments import add_usage, check_usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from impl.engine.diagnostics.diagnostic import Fault
    from impl.engine.usage.documents import ConsumerUsage
    from scripts.comparing.acceptances import Acceptance

_WIDTH = 88
_FORMATS = ("text", "json", "markdown", "sarif", "junit", "html", "github")
_LEVELS = ("breaking", "undecided", "risky")


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/compare",
        description="""Say what a revision of an OpenAPI contract changes, and whom it
        breaks. Each breaking change comes with a whole request or response that is
        valid under one contract and not under the other. Without BASE and REVISION,
        all contracts that .countersign.yaml names are compared with what they were
        where the branch began.""",
        epilog=f"""profiles:
{_profiles()}

examples:
  scripts/compare
  scripts/compare old.yaml new.yaml
  scripts/compare git:main:openapi.yaml openapi.yaml --profile strict-reader
  scripts/compare old.yaml new.yaml --format json > comparison.json
  scripts/compare old.yaml new.yaml --verify comparison.json
  scripts/compare old.yaml new.yaml --usage mobile.yaml --usage web.pact.json
  scripts/compare --schema old.json new.json --direction request

exit status: 0 compatible, or risky; 1 breaking; 3 undecided; 4 risky, for --fail-on
risky; 5 the version rose too little, for --respect-version; 2 a contract or a usage
can't be read, with its faults printed as file:line:col, what is wrong and how to mend
it, or no operation or tag is called as asked for. With --usage it is the gravest of
those of the consumers.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    contract = (
        "a file, YAML or JSON, - for standard input, git:REVISION:PATH, "
        "registry:TEAM/API@VERSION (or @latest), or with --allow-fetch a URL"
    )
    parser.add_argument(
        "base", metavar="BASE", nargs="?", help=f"what clients know: {contract}"
    )
    parser.add_argument(
        "revision", metavar="REVISION", nargs="?", help="what it is to become"
    )
    add_gate_arguments(parser)
    parser.add_argument(
        "--profile",
        choices=tuple(PROFILES),
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
        choices=_LEVELS,
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
        type=above_zero,
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
    add_usage(parser)
    parser.add_argument(
        "--explain",
        nargs="?",
        const="",
        metavar="KIND",
        help="say what a kind of change means, what each profile makes of it and why, "
        "with an example; without KIND, list all kinds",
    )
    options = parser.parse_args(arguments)
    if (options.base is None) != (options.revision is None):
        parser.error("name both BASE and REVISION, or neither")
    if options.base == options.revision == "-":
        parser.error("BASE and REVISION can't both be standard input")
    if options.base is None and (options.schema or options.verify):
        parser.error("--schema and --verify need BASE and REVISION")
    check_usage(parser, options)
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


def main(options: argparse.Namespace) -> int:
    """Compare, and report in words that a person can act on."""
    from impl.engine.diagnostics.diagnostic import DocumentError

    try:
        if options.explain is not None:
            return _explain(options.explain)
        if options.usage_schema:
            from impl.engine.usage.reading import published_schema

            print(json.dumps(published_schema(), indent=2))
            return 0
        if options.base is None:
            return _repository(options)
        options.profile = options.profile or DEFAULT
        options.fail_on = options.fail_on or "undecided"
        if options.schema:
            return _schemas(options)
        return _contracts(options)
    except DocumentError as error:
        _print_faults(error.faults)
    except FaultySettings as error:
        print("\n".join(error.faults), file=sys.stderr)
    except Unusable as error:
        print(f"compare: {error}", file=sys.stderr)
    except RecursionError:
        print("compare: the contracts are nested too deep", file=sys.stderr)
    except KeyboardInterrupt:
        print("compare: interrupted", file=sys.stderr)
        return 130
    return 2


def _contracts(options: argparse.Namespace) -> int:
    from scripts.comparing.judging import ContractJudge
    from scripts.comparing.output import print_report

    acceptances: tuple[Acceptance, ...] = ()
    if options.accept:
        from scripts.comparing.gate import accepted_in

        acceptances = accepted_in(options.accept)
    may_fetch = options.allow_fetch
    base = read_contract(options.base, may_fetch=may_fetch)
    revision = read_contract(options.revision, known=base, may_fetch=may_fetch)
    if options.verify:
        from scripts.comparing.verifying import verify_file

        return verify_file(options.verify, base.contract, revision.contract)
    usages: list[ConsumerUsage] = []
    if options.usage:
        from scripts.comparing.consumers import read_usages

        usages = read_usages(options.usage, base)
    judge = ContractJudge(options, acceptances, _progress_of(sys.stderr), usages)
    try:
        judged = judge.judge(options.revision, base, revision)
    finally:
        _clear_progress()
    print_report(options, [judged], judge.notes(), is_single=True)
    return judged.status


def _repository(options: argparse.Namespace) -> int:
    from scripts.comparing.gate import accepted_in, find_settings, run, settings_from
    from scripts.comparing.judging import ContractJudge, gravest
    from scripts.comparing.output import print_report

    settings = settings_from(find_settings())
    options.profile = options.profile or settings.profile or DEFAULT
    options.fail_on = options.fail_on or settings.fail_on or "undecided"
    options.respect_version |= settings.respects_version
    options.exclude = [*settings.excluded, *options.exclude]
    acceptances = (*settings.acceptances, *accepted_in(options.accept))
    judge = ContractJudge(options, acceptances, _progress_of(sys.stderr))
    try:
        found = run(settings, judge, _print_faults)
    finally:
        _clear_progress()
    notes = [*found.notes, *judge.notes()]
    print_report(options, found.judged, notes, is_single=False)
    return gravest([each.status for each in found.judged] + [2] * found.is_faulty)


def _explain(kind: str) -> int:
    from scripts.comparing.explaining import explain, listing

    print(explain(kind) if kind else listing(), end="")
    return 0


def _schemas(options: argparse.Namespace) -> int:
    from impl.engine.comparison.verdicts.schema_comparison import compare_bare
    from scripts.comparing.formats import Printing, render_bare
    from scripts.comparing.judging import PASSING, status_of

    base, revision = (
        read_schema(each, may_fetch=options.allow_fetch)
        for each in (options.base, options.revision)
    )
    found = compare_bare(
        base.schema, revision.schema, direction=options.direction, seed=options.seed
    )
    printing = Printing(options.format, PASSING[options.fail_on], options.only)
    print(render_bare(printing, found, base, revision), end="")
    return status_of(found["verdict"], options.fail_on)


def _print_faults(faults: Iterable[Fault], severity: str = "error") -> None:
    from impl.engine.diagnostics.excerpts import printable

    for fault in faults:
        place = f"{fault.file}:{fault.line}:{fault.column}"
        said = printable(f"{place}: {severity} {fault.code}: {fault.message}")
        print(f"{said}\n    {printable(fault.mend)}", file=sys.stderr)


def _progress_of(stream: TextIO) -> Callable[[int, int], None] | None:
    return _progress if stream.isatty() else None


def _progress(done: int, total: int) -> None:
    """Show how far the comparison is, where somebody watches."""
    if done % 20 == 0:
        sys.stderr.write(f"\r\033[Kcomparing {done} of {total} operations …")
        sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
