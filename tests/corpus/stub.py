"""Serves a compiled contract that nobody implements, to anybody.

usage: stub.py FOLDER PACKAGE PORT
"""

import importlib
import sys
from typing import Any

import uvicorn


async def _admit(*_: object) -> None:
    """Let everybody in: who may enter is proven elsewhere."""


def main(folder: str, package: str, port: str) -> None:
    sys.path.insert(0, folder)
    security: Any = importlib.import_module(f"{package}.runtime.security.authorisation")
    security.Security.authorise = _admit
    app = importlib.import_module(package).create_app()
    # The other parser refuses long paths before the stub has seen them.
    long: Any = {"http": "h11", "h11_max_incomplete_event_size": 2**24}
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", **long)


if __name__ == "__main__":
    main(*sys.argv[1:])
