"""Runs fastapi-code-generator on a lowered contract, in the tool's own environment.

Loads it, then reads from stdin a JSON object: the `contract`, the folder of
`templates`, the `package` that they see and the folder to write, `output`.

What the tool makes of an operation loses too much to render from (security, headers,
media types, styles), so templates see the package, and the tool has to agree about
which operations there are. Its command line is passed by: it formats each file and
loads a library of its own for its options.
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
from docstrings import (  # type: ignore[import-not-found] # noqa: E402 - a neighbour of the program
    docstring,
    in_contract,
)
from fastapi_code_generator.parser import OpenAPIParser  # noqa: E402 - see above
from jinja2 import (  # noqa: E402 - see above
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
)


def main() -> None:
    """Render every template with the package."""
    task = json.load(sys.stdin)
    package = task["package"]
    _agree(_operations(task["contract"]), set(map(tuple, package["routes"])))
    environment = _environment(task["templates"])
    output = Path(task["output"])
    output.mkdir()
    for name in environment.list_templates():
        text = environment.get_template(name).render(
            package, docstring=docstring, in_contract=in_contract
        )
        (output / name).with_suffix(".py").write_text(text, encoding="utf-8")


def _operations(contract: Any) -> set[tuple[str, str]]:
    parser = OpenAPIParser(json.dumps(contract))
    parser.parse(format_=False)
    found = parser.operations.values()
    return {(operation.type.upper(), operation.path) for operation in found}


def _agree(seen: set[tuple[str, str]], ours: set[tuple[str, str]]) -> None:
    if seen != ours:
        raise SystemExit(f"operations differ between the tools: {seen ^ ours}")


def _environment(templates: str) -> Environment:
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
