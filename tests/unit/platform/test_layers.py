"""What import-linter cannot say: which libraries compiled code may use at all."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# What FastAPI brings along, the two libraries of the gate, and a reader of contracts.
ALLOWED = {
    *(
        "anyio",
        "fastapi",
        "pydantic",
        "pydantic_core",
        "starlette",
        "typing_extensions",
    ),
    *("anyio", "jiter", "jsonschema_rs", "yaml"),
    "generated",
}


def imported(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def test_compiled_code_stands_alone() -> None:
    allowed = ALLOWED | set(sys.stdlib_module_names)
    strangers = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "generated").rglob("*.py")
        if (names := imported(file.read_text()) - allowed)
    }
    assert strangers == {}


def test_the_rule_can_fail() -> None:
    assert imported("import sqlalchemy.orm\nfrom impl import x\nfrom . import y") == {
        "sqlalchemy",
        "impl",
    }


def test_the_compiler_loads_no_web_framework() -> None:
    # It takes longer than compiling a small contract.
    program = (
        "import sys, scripts.codegen.compiler, scripts.codegen.command; "
        "sys.exit('fastapi' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_whatever_holds_rooms_has_its_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layered = {
        container
        for contract in settings["tool"]["importlinter"]["contracts"]
        # A contract that is not exhaustive says nothing of a room that is added.
        if contract["type"] == "layers" and contract.get("exhaustive")
        for container in contract.get("containers", ())
    }
    held = {
        ".".join(inner.parent.parent.relative_to(ROOT).parts)
        for inner in (ROOT / "impl" / "engine").glob("*/**/__init__.py")
    }
    assert held <= layered
