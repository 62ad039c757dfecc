"""Visitor for fastapi-code-generator: our package model is what templates see.

Runs in the tool's own environment, which has no other part of this project. Its stock
`Operation` loses too much to render from (security, headers, media types, styles), so
the visitor only asserts that the tool sees the same operations, and hands over ours.
"""

import json
import os
import re
import textwrap
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^(\s{2,}|[-*+>|#`]|\d+[.)] )", re.MULTILINE)


def visit(parser: Any, _model_path: Path) -> dict[str, object]:
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
    # Paragraphs are filled anew; lists, tables and code keep their lines.
    return "\n\n".join(
        block if _BLOCK.search(block) else _fill(block)
        for block in re.split(r"\n\s*\n", text)
    )


def _fill(paragraph: str) -> str:
    words = " ".join(paragraph.split())
    return textwrap.fill(words, 76, break_long_words=False, break_on_hyphens=False)
