"""The compiler and its peers: how to run each, and how to boot what it made."""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts._bootstrap import ROOT, tool_environments

SUBJECT = "countersign"
_THING = "models.Thing(id='a', name='thing')"


@dataclass(frozen=True)
class Generator:
    """A compiler of contracts.

    `arguments` are alternatives, tried in turn, with `{contract}` and `{output}`, the
    folder that is to hold the package `generated`. `boot` is Python that leaves `app`;
    `implement` comes before it, and makes every operation of `synthetic` answer.
    `python` runs these, with what the output needs.
    """

    name: str
    arguments: tuple[tuple[str, ...], ...]
    boot: str
    implement: str = ""
    python: str = sys.executable

    @property
    def options(self) -> str:
        """What it is told, beside where to read and where to write."""
        first = self.arguments[0]
        begin = next((at for at, part in enumerate(first) if part[:2] == "--"), None)
        parts = list(first[begin:]) if begin is not None else []
        pairs = zip(parts, [*parts[1:], ""], strict=True)
        told = [part for part, value in pairs if "{" not in part and "{" not in value]
        return " ".join(told) or "no options"

    def commands(self, contract: Path, output: Path) -> list[list[str]]:
        """Return the alternative commands that compile `contract` into `output`."""
        return [
            [part.format(contract=contract, output=output) for part in alternative]
            for alternative in self.arguments
        ]


def generators() -> Sequence[Generator]:
    """Return the subject and its peers; makes the peers' environments if need be.

    Raises:
        SystemExit: 2; an environment could not be made, and a message said why.
    """
    tools = tool_environments("models", "routers", "peers")
    peers = str(tools["peers"])
    server = tools["models"].with_name("datamodel-codegen")
    stock = tools["routers"].with_name("fastapi-codegen")
    return (
        Generator(
            SUBJECT,
            (
                (
                    *(sys.executable, str(ROOT / "scripts" / "generate")),
                    *("--contract", "{contract}", "--output", "{output}/generated"),
                ),
            ),
            boot="from generated import create_app; app = create_app()",
            implement=_lines(
                "from generated import create_app, models",
                "from generated.responses import things as sealed",
                "class Things: pass",
                "def method(number):",
                "    result = getattr(sealed, f'GetThing{number}200')",
                "    async def get(self, context, *, id):",
                f"        return result(body={_THING})",
                "    return get",
                "for number in range(OPERATIONS):",
                "    setattr(Things, f'get_thing{number}', method(number))",
                "app = create_app(things=Things())",
            ),
        ),
        Generator(
            "fastapi-code-generator",
            (
                (
                    *(str(stock), "--input", "{contract}"),
                    *("--output", "{output}/generated"),
                    *("--disable-timestamp", "--python-version", "3.11"),
                ),
            ),
            boot="from generated.main import app",
            implement=_lines(
                "import pathlib",
                "file = pathlib.Path(FOLDER, 'generated', 'main.py')",
                "answer = \"\\n    return Thing(id='a', name='thing')\\n\"",
                "code = file.read_text().replace('\\n    pass\\n', answer)",
                "file.write_text(code)",
                "from generated.main import app",
            ),
            python=peers,
        ),
        Generator(
            "datamodel-code-generator",
            tuple(
                (
                    *(str(server), "--input", "{contract}"),
                    *("--input-file-type", "openapi"),
                    *("--output-model-type", "pydantic_v2.BaseModel"),
                    *("--target-python-version", "3.11", "--formatters", "builtin"),
                    *("--disable-timestamp", "--disable-warnings"),
                    *("--generate-server", "fastapi"),
                    *("--server-output", "{output}/generated/server"),
                    *("--server-package", "generated.server"),
                    *("--server-model-package", "generated.models"),
                    *("--output", "{output}/generated/" + models),
                )
                # A contract of several modules needs a folder, any other a file.
                for models in ("models.py", "models")
            ),
            boot="from generated.server.main import app",
            implement=_lines(
                "from generated import models",
                "from generated.services.things import Things",
                f"def get(self, *, id): return {_THING}",
                "for number in range(OPERATIONS):",
                "    setattr(Things, f'get_thing{number}', get)",
                "from generated.server.main import app",
            ),
            python=peers,
        ),
    )


def conditions(everybody: Sequence[Generator]) -> str:
    """Say what each generator was told, and what the output of peers ran with."""
    pins = dict(_pins("models", "routers", "peers"))
    lines = []
    for each in everybody:
        version = f" {pins[each.name]}" if each.name in pins else ""
        lines.append(f"{each.name}{version}: {each.options}")
    beside = ", ".join(f"{name} {version}" for name, version in _pins("peers"))
    return "\n".join([*lines, f"The output of peers runs with {beside}."])


def _pins(*groups: str) -> Iterator[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for group in groups:
        for pin in project["dependency-groups"][group]:
            name, _, version = pin.partition("==")
            yield name, version


def _lines(*lines: str) -> str:
    return "\n".join(lines)
