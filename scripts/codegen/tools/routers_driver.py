"""Runs fastapi-code-generator on a lowered contract, in the tool's own environment.

usage: routers_driver.py CONTRACT TEMPLATES VISITOR OUTPUT
"""

import sys
from pathlib import Path
from typing import Any

from fastapi_code_generator import cli


class _Verbatim:
    """Leaves text as it is: formatting once, at the end, is many times faster."""

    def format_code(self, code: str) -> str:
        return code


def main(contract: Path, templates: Path, visitor: Path, output: Path) -> None:
    """Render every template with the visitor's variables."""
    cli._get_code_formatter = lambda *_: _Verbatim()  # noqa: SLF001 - has no option for it
    environment = cli._get_template_environment(templates.resolve())  # noqa: SLF001 - likewise
    environment.filters["source"] = _source
    environment.trim_blocks = environment.lstrip_blocks = True
    cli.generate_code(
        contract.name,
        contract.read_text(encoding="utf-8"),
        "utf-8",
        output,
        templates,
        custom_visitors=[visitor],
        disable_timestamp=True,
    )


def _source(value: Any) -> str:
    return repr(value)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
