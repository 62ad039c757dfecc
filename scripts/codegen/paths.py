"""Files and folders that a compilation reads and writes."""

from __future__ import annotations

import keyword
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What compiled packages import, and what these import in turn.
_LIBRARIES = frozenset(
    {
        *("annotated_doc", "annotated_types", "anyio", "fastapi", "httpx", "idna"),
        *("jiter", "jsonschema_rs", "multipart", "opentelemetry", "pydantic"),
        *("pydantic_core", "python_multipart", "sniffio", "starlette"),
        *("typing_extensions", "typing_inspection", "uvicorn", "yaml"),
    }
)


def unusable(contract: Path, output: Path, bundle: Path | None) -> str:
    """Say why these can't be used; nothing if they can.

    Args:
        contract: the contract's root document.
        output: the package's folder.
        bundle: the file to write instead of a package, if one is wanted.
    """
    if contract.is_dir():
        return f"{contract} is a folder; name the contract in it"
    if not contract.is_file():
        return f"there is no contract at {contract}"
    if bundle is not None:
        is_itself = bundle.exists() and bundle.samefile(contract)
        if bundle.is_dir() or is_itself:
            what = "the contract itself" if is_itself else "a folder"
            return f"--bundle {bundle} is {what}; name another file"
        return ""
    name = output.name
    if not name.isidentifier() or keyword.iskeyword(name):
        return f"--output {name!r} can't be the name of a Python package"
    if name in sys.stdlib_module_names or name in _LIBRARIES:
        return f"--output {name!r} would hide a package that compiled code imports"
    if output.exists() and not output.is_dir():
        return f"--output {output} is a file"
    is_package = (output / "contract" / "schemas.json").exists()
    if output.exists() and any(output.iterdir()) and not is_package:
        return (
            f"--output {output} holds something that is not a generated package; "
            "choose an empty or a new folder"
        )
    return ""
