"""The command line of the compiler."""

from __future__ import annotations

import argparse
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.codegen.reporting import Report, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.codegen.compiler import Compiled
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
mend it; a warning says how a slip is read. Colours: on terminals, unless NO_COLOR is
set.""",
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
        help="also warn of request values that no service can keep: without bounds, or "
        "with defaults and examples that their schemas refuse",
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Compile, and report in words that a person can act on."""
    from impl.engine.faults import DocumentError
    from scripts.codegen.compiler import ImportFailed, UnknownTags
    from scripts.codegen.render import ToolError

    contract, output = shown(options.contract), options.output.resolve()
    report = Report(contract, as_json=options.format == "json")
    problem = _unusable(contract, output)
    if problem:
        report.problem(problem)
        return 2
    try:
        run = _check if options.check else _generate
        return run(contract, output, options, report)
    except DocumentError as error:
        report.faults(error.faults)
        report.summary()
        report.problem(f"{contract} can't be compiled; nothing changed")
    except UnknownTags as error:
        report.problem(str(error))
    except (ToolError, ImportFailed) as error:
        report.problem(
            f"the compiler failed on {contract}; {output.name} was not changed. "
            f"This is a fault of the compiler.\n{error}"
        )
    except OSError as error:
        report.problem(f"{output} can't be written: {error}")
    except Exception as error:  # noqa: BLE001 - people get a message, never a traceback
        report.problem(
            f"the compiler failed on {contract}; {output.name} was not changed. "
            f"This is a fault of the compiler: {_told(error)}"
        )
    return 2


def _told(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{type(error).__name__} at {place}: {error}"


def _generate(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> int:
    started = time.monotonic()
    package, scaffold = _compiled(contract, output, options, report)
    if package is None:
        report.problem(f"{contract} can't be compiled; nothing changed")
        return 2
    operations = sum(len(group.endpoints) for group in package.groups)
    sent = sum(len(group.endpoints) for group in package.senders)
    messages = f"{sent} webhooks and callbacks, " if sent else ""
    print(
        f"{contract} → {shown(output)}: {operations} operations, {messages}"
        f"{len(package.schema_keys)} schemas, "
        f"{time.monotonic() - started:.1f} s"
    )
    for path in scaffold:
        print(f"wrote {shown(path)}, which is yours from now on")
    return 0


def _check(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> int:
    from scripts.codegen.compiler import differences

    with tempfile.TemporaryDirectory(prefix="codegen-") as scratch:
        made = Path(scratch) / output.name
        package, _ = _compiled(contract, made, options, report)
        if package is None:
            report.problem(f"{contract} can't be compiled")
            return 2
        changed = differences(made, output)
    for name in changed:
        print(f"{shown(output)}/{name} differs from what {contract} compiles to")
    if changed:
        print("Run scripts/generate and commit the result.")
    return 1 if changed else 0


def _compiled(
    contract: Path, output: Path, options: argparse.Namespace, report: Report
) -> tuple[Package | None, list[Path]]:
    from scripts.codegen.compiler import compile_contract

    compiled = compile_contract(
        contract,
        output,
        report.progress,
        tags=frozenset(filter(None, options.tags.split(","))),
        scaffold=options.scaffold and not options.check,
    )
    tell(compiled, report, lint=options.lint)
    return compiled.package, compiled.scaffold


def tell(compiled: Compiled, report: Report, *, lint: bool) -> None:
    """Print the faults of a contract, and how many there are."""
    from scripts.codegen.forgotten import forgotten_errors
    from scripts.codegen.idioms import broken_idioms
    from scripts.codegen.unchecked import unchecked_requests
    from scripts.codegen.unsupported import unasserted

    report.faults(compiled.faults)
    if compiled.package and compiled.source:
        report.faults(forgotten_errors(compiled.package, compiled.source))
        report.faults(unchecked_requests(compiled.package, compiled.source))
        report.faults(unasserted(compiled.package, compiled.source))
        if lint:
            report.faults(broken_idioms(compiled.package, compiled.source))
    report.summary()


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
