"""Words that runtime and engine share are one thing."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import scripts.codegen.runtime.vocabulary as room

FOLDER = Path(room.__file__).parent
MODULES = sorted({path.stem for path in FOLDER.glob("*.py")} - {"__init__"})


@pytest.mark.parametrize("name", MODULES)
def test_a_module_passes_on_the_engines_words(name: str) -> None:
    own = importlib.import_module(f"{room.__name__}.{name}")
    engine = importlib.import_module(f"impl.engine.openapi.{name}")
    assert own.__all__
    for word in own.__all__:
        assert getattr(own, word) is getattr(engine, word)
    _, imported, exported = ast.parse(inspect.getsource(own)).body
    assert isinstance(imported, ast.ImportFrom)
    assert isinstance(exported, ast.Assign)
