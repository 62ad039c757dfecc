"""Runs fastapi-code-generator on a lowered contract, in the tool's own environment.

Loads it, then reads from stdin a JSON object: the `contract`, the folder of
`templates`, the `package` that they see and the folder to write, `output`.

The tool parses the contract, asks the visitor beside this file what templates see, and
renders them. What it does to each text then is switched off: a formatter that takes
longer than all else, and a replacement that would change words of the contract.
"""

import gc
import json
import os
import sys
from pathlib import Path

# The program ends before collecting cycles would matter.
gc.disable()

from datamodel_code_generator import config  # noqa: E402, F401 - the tool needs it later
from datamodel_code_generator.format import PythonVersion  # noqa: E402 - see above
from fastapi_code_generator import cli  # noqa: E402 - see above
from handover import PACKAGE  # type: ignore[import-not-found] # noqa: E402 - a neighbour of the program
from jinja2 import (  # noqa: E402 - see above
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
)


class _AsItIs:
    """Stands for the formatter; the whole package is formatted at once, at the end."""

    def format_code(self, code: str) -> str:
        return code


def main() -> None:
    """Render every template with the package."""
    task = json.load(sys.stdin)
    PACKAGE.update(task["package"])
    # There are no options for these.
    cli._get_code_formatter = lambda *_: _AsItIs()  # noqa: SLF001 - see above
    cli._normalize_pydantic_v2_code = str  # noqa: SLF001 - see above
    cli._get_template_environment = _environment  # noqa: SLF001 - see above
    cli.generate_code(
        input_name="operations.json",
        input_text=json.dumps(task["contract"]),
        encoding="utf-8",
        output_dir=Path(task["output"]),
        template_dir=Path(task["templates"]),
        custom_visitors=[Path(__file__).with_name("routers_visitor.py")],
        disable_timestamp=True,
        python_version=PythonVersion.PY_311,
    )


def _environment(templates: Path) -> Environment:
    # Compiling the templates anew would be a quarter of the time of a small contract.
    cache = Path(sys.prefix, "templates")
    cache.mkdir(exist_ok=True)
    environment = Environment(  # noqa: S701 - what is rendered is Python, not HTML
        loader=FileSystemLoader(templates),
        bytecode_cache=FileSystemBytecodeCache(str(cache)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["source"] = repr
    return environment


if __name__ == "__main__":
    main()
    sys.stderr.flush()
    os._exit(0)  # taking the libraries down takes as long as a small contract
