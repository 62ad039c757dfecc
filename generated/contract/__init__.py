"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:f9f89fe632f241b9b36184f4b9f99cce2d448bf1dff08dcde09e683b8f8cdc1e",
)
