"""A public class name means one thing, and files stay small enough to be read whole."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Names that more than one file may define, each with the reason.
SHARED: dict[str, str] = {}
MOST_SHARED = 5
MOST_LINES = 300


def sources() -> Iterator[Path]:
    """Yield what people write in Python, with the executables, which have no suffix."""
    for room in (ROOT / "impl", ROOT / "scripts"):
        yield from room.rglob("*.py")
    for path in (ROOT / "scripts").iterdir():
        if path.is_file() and not path.suffix:
            yield path


def classes(source: str) -> list[str]:
    """Return the names of the public classes of a module."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def test_a_public_class_name_means_one_thing() -> None:
    files = defaultdict(list)
    for path in sources():
        for name in classes(path.read_text("utf-8")):
            files[name].append(str(path.relative_to(ROOT)))
    shared = {name: found for name, found in files.items() if len(found) > 1}
    assert {name: shared[name] for name in shared.keys() - SHARED.keys()} == {}
    assert SHARED.keys() <= shared.keys(), "what is shared no longer needs no reason"
    assert len(SHARED) <= MOST_SHARED


def test_no_file_is_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in sources()
    }
    assert len(lengths) > 300
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


def test_classes_are_found_where_they_stand() -> None:
    source = "class A: ...\nclass _B: ...\nif True:\n    class C: ...\nA = 1\n"
    assert classes(source) == ["A"]
