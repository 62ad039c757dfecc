"""The command, run on small contracts."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.command import main, parse


def run(*arguments: object) -> int:
    return main(parse([str(argument) for argument in arguments]))


def write(folder: Path, text: str) -> Path:
    contract = folder / "contract.yaml"
    contract.write_text(text, encoding="utf-8")
    return contract
