"""The compiler's stages: load, check, lower, render, swap."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.codegen.advise.unsupported import unsupported
from scripts.codegen.load.source import Source, load_source
from scripts.codegen.lower.defaults import defaults_of
from scripts.codegen.lower.held import held_schemas, text_schemas
from scripts.codegen.lower.literal_views import tell_apart
from scripts.codegen.lower.operations import Lowering
from scripts.codegen.lower.package import Package
from scripts.codegen.lower.schemas import ExactSchemas
from scripts.codegen.lower.security import schemes_of
from scripts.codegen.lower.senders import expression_faults, senders
from scripts.codegen.lower.used import only_used
from scripts.codegen.lower.view_schemas import annotate
from scripts.codegen.lower.views import Views
from scripts.codegen.render.render import render, scaffold_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.render.workers import Workers


class UnknownTags(ValueError):
    """Tags were asked for that the contract does not use."""

    def __init__(self, unknown: list[str], known: list[str]) -> None:
        super().__init__(
            f"no operation has the tag {', '.join(map(repr, unknown))}; "
            f"the contract has {', '.join(map(repr, known))}"
        )


@dataclass(frozen=True)
class Compiled:
    """What came of a compilation."""

    package: Package | None = None
    source: Source | None = None
    faults: list[Fault] = field(default_factory=list)
    scaffold: list[Path] = field(default_factory=list)


def lower(source: Source, *, text_only: bool = False) -> Package:
    """Turn a checked contract into a package model; a pure function.

    With `text_only` no format has a type of its own.
    """
    schemas = ExactSchemas(source)
    views = Views(schemas, source, text_only=text_only)
    components = list(source.get("/components/schemas", {}))
    lowering = Lowering(source, schemas, views)
    groups, schemes = lowering.groups(), schemes_of(source)
    keys = tuple((key, annotate(views.of_key(key, key))) for key in components)
    # Last, so that nothing else is named differently for what is sent.
    sent = senders(source, lowering)
    tell_apart(views.unions, views.components)
    info = source.content["info"]
    return Package(
        title=info["title"],
        version=info["version"],
        contract=source.name,
        groups=groups,
        schemes=schemes,
        schema_keys=keys,
        views=views.components,
        senders=sent,
        exact=(text_schemas if text_only else held_schemas)(schemas.exact),
        origins=schemas.origins,
        lines=source.lines,
        defaults=defaults_of(views.members, schemas.exact, views.components),
        variants=views.variants,
    )


def examine(
    contract: Path,
    progress: Callable[[str], None],
    *,
    tags: Collection[str] = (),
    text_only: bool = False,
) -> Compiled:
    """Do all that a compilation does before it writes: load, check and lower.

    Raises:
        DocumentError: the contract can't be read.
        UnknownTags: `tags` names one that the contract does not use.
    """
    progress("load")
    source = load_source(contract)
    progress("check")
    faults = source.check()
    if _is_sound(faults):
        faults += [*unsupported(source), *expression_faults(source)]
    if not _is_sound(faults):
        return Compiled(faults=faults)
    progress(f"lower {sum(1 for _ in source.operations())} operations")
    lowered = lower(source, text_only=text_only)
    return Compiled(only_used(_only(lowered, tags)), source, faults)


def _is_sound(faults: list[Fault]) -> bool:
    return all(fault.severity == "warning" for fault in faults)


def compile_contract(
    contract: Path,
    output: Path,
    progress: Callable[[str], None],
    workers: Workers,
    *,
    tags: Collection[str] = (),
    text_only: bool = False,
    scaffold: bool = False,
    lint: bool = False,
) -> Compiled:
    """Compile `contract` into `output`, which changes whole or not at all.

    Returns the faults of the contract; with an error among them there is no package.

    Args:
        contract: the contract's root document.
        output: the package's folder.
        progress: is told the name of each stage as it begins, and of none at the end.
        workers: render the package; they may have been started long before.
        tags: leaves out the operations of all other tags, if there are any here.
        text_only: keeps strings as texts and decimal numbers as numbers, whatever
            their format, and checks them as JSON Schema says.
        scaffold: writes the files of an implementation that are not there yet.
        lint: also warns of request values that no service can keep.

    Raises:
        DocumentError: the contract can't be read.
        ToolError: a build-time tool failed, or what it made would not import.
        UnknownTags: `tags` names one that the contract does not use.
    """
    examined = examine(contract, progress, tags=tags, text_only=text_only)
    package, source = examined.package, examined.source
    if package is None or source is None:
        return examined
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(_warnings, package, source, lint=lint)
        write = partial(_write, package, source, output, workers, progress)
        # Nothing is swapped in when they can't be told.
        written = write(found.result, scaffold=scaffold)
    progress("")
    faults = [*examined.faults, *found.result()]
    return replace(examined, faults=faults, scaffold=written)


def _warnings(package: Package, source: Source, *, lint: bool) -> list[Fault]:
    # It takes a while to load, which is free while the tools work.
    from scripts.codegen.advise.warnings import warnings

    return warnings(package, source, lint=lint)


def _write(
    package: Package,
    source: Source,
    output: Path,
    workers: Workers,
    progress: Callable[[str], None],
    wait: Callable[[], object],
    *,
    scaffold: bool,
) -> list[Path]:
    """Replace the package; return the files of the scaffold that are new.

    What is there stays if `wait`, which is called before, raises anything.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".codegen-", dir=output.parent) as scratch:
        # A folder of its own above the package: it is imported by its real name.
        made = Path(scratch) / "made" / output.name
        made.mkdir(parents=True)
        progress(f"render {len(package.views)} models")
        render(package, source, made, Path(scratch), workers)
        wait()
        progress("swap")
        _swap(made, output, Path(scratch))
        if scaffold:
            return _add_missing(scaffold_of(made), scaffold_of(output))
    return []


def _only(package: Package, tags: Collection[str]) -> Package:
    if not tags:
        return package
    groups, sent = package.groups, package.senders
    known = list(dict.fromkeys(group.tag for group in (*groups, *sent)))
    if unknown := sorted(set(tags) - set(known)):
        raise UnknownTags(unknown, known)
    return replace(
        package,
        groups=tuple(group for group in groups if group.tag in tags),
        senders=tuple(group for group in sent if group.tag in tags),
    )


def _add_missing(made: Path, scaffold: Path) -> list[Path]:
    """Copy the files that are not there yet; what people wrote stays as it is."""
    written = []
    for name in sorted(_files(made)):
        target = scaffold / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made / name, target)
            written.append(target)
    return written


def differences(made: Path, output: Path) -> list[str]:
    """Return the files that differ between two folders, as relative names."""
    names = _files(made) | _files(output)
    return sorted(
        name
        for name in names
        if not (made / name).is_file()
        or not (output / name).is_file()
        or not filecmp.cmp(made / name, output / name, shallow=False)
    )


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _swap(made: Path, output: Path, scratch: Path) -> None:
    old = scratch / "old"
    if output.exists():
        output.rename(old)
    try:
        made.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    shutil.rmtree(old, ignore_errors=True)
