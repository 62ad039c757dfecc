"""The command line of the compiler."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.faults import Fault
    from scripts.codegen.package import Package

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

exit status: 0 done; 1 --check found differences; 2 the contract can't be compiled, and
nothing was changed. Faults are printed as file:line:col with what is wrong and how to
mend it.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--contract",
        type=Path,
        default=ROOT / "openapi.yaml",
        metavar="FILE",
        help="OpenAPI 3.0 or 3.1 document, YAML or JSON (default: openapi.yaml here)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "generated",
        metavar="DIR",
        help="package folder to write; its name is the package's (default: generated)",
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
        help="also warn of request values without bounds, which no service can keep",
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Compile, and report in words that a person can act on."""
    from impl.engine.faults import DocumentError
    from scripts.codegen.compiler import ImportFailed, UnknownTags
    from scripts.codegen.render import ToolError

    contract, output = _shown(options.contract), options.output.resolve()
    report = Report(contract, as_json=options.format == "json")
    problem = _unusable(contract, output)
    if problem:
        print(f"generate: {problem}", file=sys.stderr)
        return 2
    try:
        run = _check if options.check else _generate
        return run(contract, output, options, report)
    except DocumentError as error:
        report.faults(error.faults)
    except UnknownTags as error:
        print(f"generate: {error}", file=sys.stderr)
    except (ToolError, ImportFailed) as error:
        print(
            f"generate: the compiler failed on {contract}; {output.name} was not "
            f"changed. This is a fault of the compiler.\n{error}",
            file=sys.stderr,
        )
    return 2


def _generate(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> int:
    started = time.monotonic()
    package, scaffold = _compiled(contract, output, options, report)
    if package is None:
        print(
            f"generate: {contract} can't be compiled; nothing changed", file=sys.stderr
        )
        return 2
    operations = sum(len(group.endpoints) for group in package.groups)
    sent = sum(len(group.endpoints) for group in package.senders)
    messages = f"{sent} webhooks and callbacks, " if sent else ""
    print(
        f"{contract} → {_shown(output)}: {operations} operations, {messages}"
        f"{len(package.schema_keys)} schemas, "
        f"{time.monotonic() - started:.1f} s"
    )
    for path in scaffold:
        print(f"wrote {_shown(path)}, which is yours from now on")
    return 0


def _check(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> int:
    from scripts.codegen.compiler import differences

    with tempfile.TemporaryDirectory(prefix="codegen-") as scratch:
        made = Path(scratch) / output.name
        package, _ = _compiled(contract, made, options, report)
        if package is None:
            return 2
        changed = differences(made, output)
    for name in changed:
        print(f"{_shown(output)}/{name} differs from what {contract} compiles to")
    if changed:
        print("Run scripts/generate and commit the result.")
    return 1 if changed else 0


def _compiled(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> tuple[Package | None, list[Path]]:
    from scripts.codegen.compiler import compile_contract
    from scripts.codegen.forgotten import forgotten_errors
    from scripts.codegen.idioms import broken_idioms
    from scripts.codegen.unchecked import unchecked_requests
    from scripts.codegen.unsupported import unasserted

    compiled = compile_contract(
        contract,
        output,
        report.progress,
        tags=frozenset(filter(None, options.tags.split(","))),
        scaffold=options.scaffold and not options.check,
    )
    report.faults(compiled.faults)
    if compiled.package and compiled.source:
        report.faults(forgotten_errors(compiled.package, compiled.source))
        report.faults(unchecked_requests(compiled.package, compiled.source))
        report.faults(unasserted(compiled.package, compiled.source))
        if options.lint:
            report.faults(broken_idioms(compiled.package, compiled.source))
    return compiled.package, compiled.scaffold


def _unusable(contract: Path, output: Path) -> str:
    if not contract.is_file():
        return f"there is no contract at {contract}"
    if not output.name.isidentifier():
        return f"--output {output.name!r} can't be the name of a Python package"
    if output.exists() and not output.is_dir():
        return f"--output {output} is a file"
    is_package = (output / "contract" / "schemas.json").exists()
    if output.exists() and any(output.iterdir()) and not is_package:
        return (
            f"--output {output} holds something that is not a generated package; "
            "choose an empty or a new folder"
        )
    return ""


class Report:
    """Prints progress and faults, for people or as JSON Lines."""

    def __init__(self, contract: Path, *, as_json: bool) -> None:
        self._folder = contract.parent
        self._as_json = as_json

    def faults(self, faults: Iterable[Fault]) -> None:
        """Print each fault with its place, what is wrong and how to mend it."""
        for fault in faults:
            # The engine names files relative to the contract, wherever people are.
            file = _shown(self._folder / fault.file)
            if self._as_json:
                print(json.dumps({**asdict(fault), "file": str(file)}))
                continue
            place = f"{file}:{fault.line}:{fault.column}"
            print(
                f"{place}: {fault.severity} {fault.code}: {fault.message}\n"
                f"    {fault.mend}",
                file=sys.stderr,
            )

    def progress(self, stage: str) -> None:
        """Show the stage that begins, where somebody watches."""
        if sys.stderr.isatty():
            last = stage == "swap"
            sys.stderr.write("\r\033[K" + ("" if last else f"{stage} …"))
            sys.stderr.flush()


def _shown(path: Path) -> Path:
    """Return `path` relative to the working directory where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
