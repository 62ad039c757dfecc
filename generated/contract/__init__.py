"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:aa4cecb57c2e3ff61f30e5f683cb98a7de2fbe4c58a5c6bafb0062a2348c0301",
)
