"""The command line of the compiler."""

from __future__ import annotations

import argparse
import shlex
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.codegen.paths import unusable
from scripts.codegen.render.workers import started
from scripts.codegen.reporting import Reporter, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.codegen.compiler import Compiled
    from scripts.codegen.render.workers import Workers

ROOT = Path(__file__).resolve().parents[2]


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/generate",
        description="""Compile an OpenAPI contract into a Python package: models, sealed
        responses, one port for each tag and FastAPI routers. The package stands alone;
        implement its ports and pass them to its create_app(...). What is not
        implemented answers 501, so a new contract runs at once.""",
        epilog="""examples:
  scripts/generate                              compile this project's own contract
  scripts/generate --check                      is generated/ up to date? (exit 1: no)
  scripts/generate --contract api.yaml --output build/api --scaffold
  scripts/generate --contract api.yaml --bundle api-in-one.yaml

x-max-body on an operation, a requestBody or a media type says how many bytes a body may
have; else the bounds of its schema do, and where there are none it may have 64 KiB.
x-rate-limit on an operation, or in the root for all, says how often it may be asked
for: {quota: 60, window: 60, by: address}.

Values that a format has and its Python type can't hold (the year 0, a leap second, a
tenth of a microsecond, an int64 of more than 64 bits) are refused as what is not of the
format is; so is what should be Base64 or decimal and is not. --types text takes what
JSON Schema takes.

exit status: 0 done; 1 --check found differences; 2 the contract can't be compiled, and
nothing was changed. Faults are printed as file:line:col with what is wrong and how to
mend it; a warning says how a slip is read. Colours: on terminals, unless NO_COLOR is
set.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--contract",
        type=Path,
        default=ROOT / "openapi.yaml",
        metavar="FILE",
        help="""OpenAPI 3.0, 3.1 or 3.2 document, YAML or JSON (default: openapi.yaml
        here)""",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "generated",
        metavar="DIR",
        help="package folder to write; its name is the package's (default: generated)",
    )
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE",
        help="instead of a package write the contract, with all files that it refers "
        "to, as one document: JSON if FILE ends so, else YAML",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say which files would change",
    )
    parser.add_argument(
        "--tags",
        default="",
        metavar="TAG[,TAG]",
        help="compile only the operations of these tags",
    )
    parser.add_argument(
        "--types",
        choices=("rich", "text"),
        default="rich",
        help="""rich: values of date, date-time, time, uuid, ipv4, ipv6, byte (Base64)
        and decimal have Python's types; text: they are strings and numbers (default:
        rich)""",
    )
    parser.add_argument(
        "--scaffold",
        action="store_true",
        help="also write a skeleton of an implementation to DIR_impl: one module for "
        "each tag, typed, answering 501; files that exist are never touched",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how to print faults: for people, or as JSON Lines (default: text)",
    )
    parser.add_argument(
        "--lint",
        action="store_true",
        help="also warn of request values that no service can keep: without bounds, or "
        "with defaults and examples that their schemas refuse",
    )
    return parser.parse_args(arguments)


@dataclass(frozen=True)
class _Job:
    """A compilation that was asked for."""

    contract: Path
    output: Path
    options: argparse.Namespace
    report: Reporter
    workers: Workers


def main(options: argparse.Namespace) -> int:
    """Compile, and report in words that a person can act on."""
    contract, output = shown(options.contract), options.output.resolve()
    report = Reporter(contract, as_json=options.format == "json")
    problem = unusable(contract, output, options.bundle)
    if problem:
        report.problem(problem)
        return 2
    try:
        with started() as workers:
            return _run(_Job(contract, output, options, report, workers))
    except KeyboardInterrupt:
        report.problem(f"interrupted; {output.name} was not changed")
        return 130


def _run(job: _Job) -> int:
    # The workers load their libraries while this does.
    from impl.engine.diagnostics.diagnostic import DocumentError
    from scripts.codegen.compiler import UnknownTags
    from scripts.codegen.render.render import ToolError

    target = job.options.bundle or job.output
    failed = (
        f"the compiler failed on {job.contract}; {target.name} was not changed. "
        "This is a fault of the compiler"
    )
    report = job.report
    try:
        if job.options.bundle:
            return _bundle(job)
        return _check(job) if job.options.check else _generate(job)
    except DocumentError as error:
        report.faults(error.faults)
        report.summary()
        report.problem(f"{job.contract} can't be compiled; nothing changed")
    except UnknownTags as error:
        report.problem(str(error))
    except ToolError as error:
        report.problem(f"{failed}.\n{error}")
    except OSError as error:
        report.problem(f"{target} can't be written: {error}")
    except Exception as error:  # noqa: BLE001 - people get a message, never a traceback
        report.problem(f"{failed}: {_told(error)}")
    return 2


def _told(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{type(error).__name__} at {place}: {error}"


def _generate(job: _Job) -> int:
    started = time.monotonic()
    compiled = _compiled(job, job.output)
    package = compiled.package
    if package is None:
        job.report.problem(f"{job.contract} can't be compiled; nothing changed")
        return 2
    operations = sum(len(group.endpoints) for group in package.groups)
    sent = sum(len(group.endpoints) for group in package.senders)
    messages = f"{sent} webhooks and callbacks, " if sent else ""
    print(
        f"{job.contract} → {shown(job.output)}: {operations} operations, {messages}"
        f"{len(package.schema_keys)} schemas, "
        f"{time.monotonic() - started:.1f} s"
    )
    for path in compiled.scaffold:
        print(f"wrote {shown(path)}, which is yours from now on")
    return 0


def _bundle(job: _Job) -> int:
    from scripts.codegen.load.source import load_source

    source = load_source(job.contract)
    faults = source.check()
    job.report.faults(faults)
    job.report.summary()
    if any(fault.severity == "error" for fault in faults):
        job.report.problem(f"{job.contract} has no meaning; nothing changed")
        return 2
    target: Path = job.options.bundle
    text = source.bundle("json" if target.suffix == ".json" else "yaml")
    if not job.options.check:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
        print(f"{job.contract} → {shown(target)}: {len(text)} bytes")
        return 0
    if target.is_file() and target.read_bytes() == text:
        return 0
    print(f"{shown(target)} differs from the bundle of {job.contract}")
    print(f"Run {_command(job.options)} and commit the result.")
    return 1


def _check(job: _Job) -> int:
    from scripts.codegen.compiler import differences

    with tempfile.TemporaryDirectory(prefix="codegen-") as scratch:
        made = Path(scratch) / job.output.name
        if _compiled(job, made).package is None:
            job.report.problem(f"{job.contract} can't be compiled")
            return 2
        changed = differences(made, job.output)
    for name in changed:
        output = shown(job.output)
        print(f"{output}/{name} differs from what {job.contract} compiles to")
    if changed:
        print(f"Run {_command(job.options)} and commit the result.")
    return 1 if changed else 0


def _command(options: argparse.Namespace) -> str:
    """Return the command that writes what --check has found to differ."""
    defaults = parse([])
    given = [
        part
        for name in ("contract", "output", "bundle", "tags", "types")
        if getattr(options, name) != getattr(defaults, name)
        for part in (f"--{name}", str(getattr(options, name)))
    ]
    return shlex.join(["scripts/generate", *given])


def _compiled(job: _Job, output: Path) -> Compiled:
    from scripts.codegen.compiler import compile_contract

    options = job.options
    compiled = compile_contract(
        job.contract,
        output,
        job.report.progress,
        job.workers,
        tags=frozenset(filter(None, options.tags.split(","))),
        text_only=options.types == "text",
        scaffold=options.scaffold and not options.check,
        lint=options.lint,
    )
    job.report.faults(compiled.faults)
    job.report.summary()
    return compiled
