"""Visitor for fastapi-code-generator: our package model is what templates see.

Runs in the tool's own environment, which has no other part of this project. Its stock
`Operation` loses too much to render from (security, headers, media types, styles), so the
visitor only asserts that the tool sees the same operations, and hands over ours.
"""

import json
import os
import textwrap
from pathlib import Path
from typing import Any


def visit(parser: Any, model_path: Path) -> dict[str, object]:
    """Return the variables of the templates."""
    variables: dict[str, object] = json.loads(
        Path(os.environ["CODEGEN_PACKAGE"]).read_text(encoding="utf-8")
    )
    seen = {
        (operation.type.upper(), operation.path)
        for operation in parser.operations.values()
    }
    ours = set(map(tuple, variables["routes"]))  # type: ignore[call-overload] # a list of pairs, by construction
    if seen != ours:
        raise SystemExit(f"operations differ between the tools: {seen ^ ours}")
    variables["docstring"] = docstring
    return variables


def docstring(*paragraphs: str) -> str:
    """Return a docstring of the paragraphs that are not empty."""
    texts = [text.strip() for text in paragraphs if text.strip()]
    body = "\n\n".join(map(_wrap, texts))
    plain = body.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if "\n" not in plain and len(plain) < 70 and not plain.endswith('"'):
        return f'"""{plain}"""'
    return f'"""{plain}\n"""'


def _wrap(text: str) -> str:
    # Only lines that no code formatter would wrap; Markdown blocks keep their lines.
    lines = [
        textwrap.fill(line, 76, break_long_words=False, break_on_hyphens=False)
        if len(line) > 76
        else line
        for line in text.splitlines()
    ]
    return "\n".join(line.rstrip() for line in lines)
