"""Runs datamodel-code-generator on the views, in the tool's own environment.

Loads it, then reads from stdin a JSON object: the `document`, the `options` of the
tool's `generate` and the file to write, `output`.
"""

import gc
import json
import os
import sys
from pathlib import Path

# The program ends before collecting cycles would matter.
gc.disable()

# The others are what the first would load for itself once the views are there.
from datamodel_code_generator import (  # noqa: E402 - see above
    config,  # noqa: F401 - see above
    generate,
)
from datamodel_code_generator.model import pydantic_v2  # noqa: E402, F401 - see above
from datamodel_code_generator.parser import openapi  # noqa: E402, F401 - see above


def main() -> None:
    """Write the models of the document."""
    task = json.load(sys.stdin)
    code = generate(task["document"], **task["options"])
    Path(task["output"]).write_text(str(code), encoding="utf-8")


if __name__ == "__main__":
    main()
    os._exit(0)  # taking the libraries down takes as long as a small contract
