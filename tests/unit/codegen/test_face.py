"""What implementations import from a package, and what they had better not."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
CONTRACT = Path(__file__).parent / "contracts" / "senders.yaml"


@pytest.fixture(scope="module")
def folder(compiled: Callable[[Path], Path]) -> Path:
    return compiled(CONTRACT)


@pytest.fixture(scope="module")
def package(folder: Path) -> Iterator[ModuleType]:
    sys.path.insert(0, str(folder.parent))
    yield importlib.import_module(folder.name)
    sys.path.remove(str(folder.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == folder.name]:
        del sys.modules[name]


def test_an_implementation_finds_everything_in_the_package(package: ModuleType) -> None:
    wanted = {"Context", "Grant", "Options", "Refusal", "ServerSentEvent", "Upload"}
    assert wanted <= set(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("context", "Context"),
        ("refusal", "Refusal"),
        ("refusal", "not_implemented"),
        ("security", "Grant"),
        ("uploads", "Upload"),
    ],
)
def test_implementations_of_before_still_find_it(
    package: ModuleType, module: str, name: str
) -> None:
    old = importlib.import_module(f"{package.__name__}.runtime.{module}")
    assert getattr(old, name) is getattr(package, name)


def test_every_copy_says_of_what(folder: Path) -> None:
    copies = sorted((folder / "runtime").rglob("*.py"))
    originals = (ROOT / "scripts/codegen/runtime").rglob("*.py")
    assert len(copies) == len([*originals])
    for copy in copies:
        first, text = copy.read_text(encoding="utf-8").split("\n", 1)
        origin = first.removeprefix("# A copy of Countersign's ").removesuffix(".")
        assert text == (ROOT / origin).read_text(encoding="utf-8")
