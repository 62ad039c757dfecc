"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:baa1dce15ef07a5336f21e9c8c9dc73c3c71ad02a3b8c3fe8aa098fc458d610f",
)
