"""All contracts of a repository, each against what it was where the branch began."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.comparing.history import GitHistory
from scripts.comparing.reading import read_from
from scripts.comparing.refusals import FaultySettings, Unusable
from scripts.comparing.settings_file import NAME, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.comparing.acceptances import Acceptance
    from scripts.comparing.judging import ContractJudge, JudgedContract
    from scripts.comparing.settings_file import GateSettings


@dataclass
class GateRun:
    """What came of a run.

    Attributes:
        judged: the contracts that were compared.
        notes: what else people should know, a line each.
        is_faulty: whether a contract can't be read as it is now.
    """

    judged: list[JudgedContract] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_faulty: bool = False


def find_settings() -> Path:
    """Return the nearest file of settings, here or further up.

    Raises:
        Unusable: there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return Path(os.path.relpath(folder / NAME))
        if (folder / ".git").exists():
            break
    raise Unusable(
        f"there is no {NAME} in this folder, or further up in its repository; name "
        "BASE and REVISION, or write one"
    )


def settings_from(path: Path) -> GateSettings:
    """Read a file of settings or acceptances.

    Raises:
        Unusable: it can't be read.
        DocumentError, FaultySettings: something is wrong with it.
    """
    try:
        return read_settings(path)
    except OSError as error:
        raise Unusable(f"{path} can't be read: {error.strerror or error}") from None


def accepted_in(files: list[Path]) -> tuple[Acceptance, ...]:
    """Read the acceptances of some files; raises what `settings_from` raises."""
    return tuple(each for file in files for each in settings_from(file).acceptances)


def run(
    settings: GateSettings,
    judge: ContractJudge,
    told: Callable[[Iterable[Fault], str], None],
) -> GateRun:
    """Compare every contract of a repository with what it was.

    Args:
        settings: say which.
        judge: compares them.
        told: is told of what is wrong with a contract, as an error or a warning.

    Raises:
        Unusable: it is no repository, or lacks what there is to compare with.
        FaultySettings: no contract fits a pattern.
    """
    history = GitHistory(Path(settings.file).absolute().parent, settings.base)
    found = GateRun()
    for path in _paths(settings, history):
        then, now = history.then(path), history.now(path)
        if now is None:
            found.notes.append(f"{path} is gone")
            continue
        revision = base = None
        try:
            revision = read_from(now)
        except DocumentError as error:
            told(error.faults, "error")
            found.is_faulty = True
        if then is None:
            found.notes.append(f"{now.argument} is new")
            continue
        try:
            base = read_from(then)
        except DocumentError as error:
            # What is wrong there may be what is being mended.
            told(error.faults, "warning")
            found.notes.append(f"{now.argument} can't be compared with what it was")
        if base and revision:
            found.judged.append(judge.judge(path, base, revision))
    return found


def _paths(settings: GateSettings, history: GitHistory) -> list[str]:
    paths: set[str] = set()
    faults = []
    if not settings.contracts:
        faults.append(
            f"{settings.file}:1:1: it names no contracts\n"
            "    Say which, as in `contracts: [openapi.yaml]`."
        )
    for pattern, line in settings.contracts:
        fitting = history.contracts(pattern)
        paths |= fitting
        if not fitting:
            faults.append(
                f"{settings.file}:{line}:1: no file fits {pattern!r}\n"
                "    Correct it, or take it out."
            )
    if faults:
        raise FaultySettings(faults)
    return sorted(paths)
