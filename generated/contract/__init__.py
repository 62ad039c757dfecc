"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:6af1ddc537f5229258d8623a3bcaebfffa6b57a6d623adcf94e8a0b60fbe3b29",
)
