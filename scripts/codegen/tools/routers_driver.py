"""Runs fastapi-code-generator on a lowered contract, in the tool's own environment.

Loads it, then reads from stdin a JSON object: the `contract`, the folder of
`templates`, the `visitor` with the `package` that it hands to them, and `output`.
"""

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

# The program ends before collecting cycles would matter.
gc.disable()

from datamodel_code_generator import config  # noqa: E402, F401 - the tool needs it later
from fastapi_code_generator import cli  # noqa: E402 - see above
from jinja2 import FileSystemBytecodeCache  # noqa: E402 - see above


class _Verbatim:
    """Leaves text as it is: formatting once, at the end, is many times faster."""

    def format_code(self, code: str) -> str:
        return code


def main() -> None:
    """Render every template with the visitor's variables."""
    task = json.load(sys.stdin)
    templates = Path(task["templates"]).resolve()
    os.environ["CODEGEN_PACKAGE"] = task["package"]
    cli._get_code_formatter = lambda *_: _Verbatim()  # noqa: SLF001 - has no option for it
    environment = cli._get_template_environment(templates)  # noqa: SLF001 - likewise
    # Compiling the templates anew would be a quarter of the time of a small contract.
    cache = Path(sys.prefix, "templates")
    cache.mkdir(exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(cache))
    environment.filters["source"] = _source
    environment.trim_blocks = environment.lstrip_blocks = True
    cli.generate_code(
        "operations.json",
        json.dumps(task["contract"]),
        "utf-8",
        Path(task["output"]),
        templates,
        custom_visitors=[Path(task["visitor"])],
        disable_timestamp=True,
    )


def _source(value: Any) -> str:
    return repr(value)


if __name__ == "__main__":
    main()
    os._exit(0)  # taking the libraries down takes as long as a small contract
