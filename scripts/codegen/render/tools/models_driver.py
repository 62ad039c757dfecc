"""Runs datamodel-code-generator on the views, in the tool's own environment.

Loads it, then reads from stdin a JSON object: `documents`, the `options` of the tool's
`generate` for each and the files to write, `outputs`. Each document but the last has a
process of its own, which has the libraries from this one.
"""

import gc
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

# The program ends before collecting cycles would matter.
gc.disable()

# The others are what the first would load for itself once the views are there.
from datamodel_code_generator import (  # noqa: E402 - see above
    config,  # noqa: F401 - see above
    generate,
)
from datamodel_code_generator.model import pydantic_v2  # noqa: E402, F401 - see above
from datamodel_code_generator.parser import openapi  # noqa: E402, F401 - see above


def main() -> int:
    """Write the models of the documents; return the exit status."""
    task = json.load(sys.stdin)
    *others, last = zip(
        task["documents"], task["options"], task["outputs"], strict=True
    )
    children = []
    for each in others:
        child = os.fork()
        if not child:
            return _write(*each)
        children.append(child)
    statuses = [_write(*last)]
    statuses += [os.waitpid(child, 0)[1] for child in children]
    return int(any(statuses))


def _write(document: dict[str, Any], options: dict[str, Any], output: str) -> int:
    try:
        code = generate(document, **options)
        Path(output).write_text(str(code), encoding="utf-8")
    except Exception:  # noqa: BLE001 - a child must not go on as its parent would
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    # Taking the libraries down would take as long as a small contract.
    status = main()
    sys.stderr.flush()
    os._exit(status)
