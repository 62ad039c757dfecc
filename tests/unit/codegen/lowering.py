"""Contracts of a few lines, lowered."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.lower.package import Package


def package(folder: Path, text: str, version: str = "3.1.0", **files: str) -> Package:
    contract = folder / "contract.yaml"
    head = f"openapi: {version}\ninfo: {{title: T, version: '1'}}\n"
    contract.write_text(head + text, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    source = load_source(contract)
    assert [f for f in source.check() if f.severity == "error"] == []
    return lower(source)
