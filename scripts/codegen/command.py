"""The command line of the compiler."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.faults import Fault
    from scripts.codegen.package import Package
    from scripts.codegen.source import Source

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
  scripts/generate --contract api.yaml --output build/api

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
        "--lint",
        action="store_true",
        help="also warn of request values without bounds, which no service can keep",
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Compile, and report in words that a person can act on."""
    from impl.engine.faults import DocumentError
    from scripts.codegen.compiler import ImportFailed
    from scripts.codegen.render import ToolError

    contract, output = _shown(options.contract), options.output.resolve()
    problem = _unusable(contract, output)
    if problem:
        print(f"generate: {problem}", file=sys.stderr)
        return 2
    try:
        if options.check:
            return _check(contract, output)
        return _generate(contract, output, lint=options.lint)
    except DocumentError as error:
        _report(error.faults, contract)
    except (ToolError, ImportFailed) as error:
        print(
            f"generate: the compiler failed on {contract}; {output.name} was not "
            f"changed. This is a fault of the compiler.\n{error}",
            file=sys.stderr,
        )
    return 2


def _generate(contract: Path, output: Path, *, lint: bool) -> int:
    from scripts.codegen.compiler import compile_contract

    started = time.monotonic()
    compiled = compile_contract(contract, output, _progress)
    _report(compiled.faults, contract)
    package, source = compiled.package, compiled.source
    if package is None or source is None:
        print(
            f"generate: {contract} can't be compiled; nothing changed", file=sys.stderr
        )
        return 2
    _warn(package, source, lint=lint)
    operations = sum(len(group.endpoints) for group in package.groups)
    print(
        f"{contract} → {_shown(output)}: {operations} operations, "
        f"{len(package.schema_keys)} schemas, "
        f"{time.monotonic() - started:.1f} s"
    )
    return 0


def _check(contract: Path, output: Path) -> int:
    from scripts.codegen.compiler import compile_contract, differences

    with tempfile.TemporaryDirectory(prefix="codegen-") as scratch:
        made = Path(scratch) / output.name
        compiled = compile_contract(contract, made, _progress)
        _report(compiled.faults, contract)
        if compiled.package is None:
            return 2
        changed = differences(made, output)
    for name in changed:
        print(f"{_shown(output)}/{name} differs from what {contract} compiles to")
    if changed:
        print("Run scripts/generate and commit the result.")
    return 1 if changed else 0


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


def _warn(package: Package, source: Source, *, lint: bool) -> None:
    from scripts.codegen.forgotten import forgotten_errors
    from scripts.codegen.idioms import broken_idioms

    for line in forgotten_errors(package):
        print(line, file=sys.stderr)
    if lint:
        for line in broken_idioms(package, source):
            print(line, file=sys.stderr)


def _report(faults: Iterable[Fault], contract: Path) -> None:
    for fault in faults:
        # Files are named relative to the contract, which people are not always near.
        place = f"{_shown(contract.parent / fault.file)}:{fault.line}:{fault.column}"
        print(
            f"{place}: {fault.severity} {fault.code}: {fault.message}\n"
            f"    {fault.mend}",
            file=sys.stderr,
        )


def _progress(stage: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K" + (f"{stage} …" if stage != "swap" else ""))
        sys.stderr.flush()


def _shown(path: Path) -> Path:
    """Return `path` relative to the working directory where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
