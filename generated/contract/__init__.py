"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:6b5e2e775afa2fb0aa2d8e7e8a204afce5a2b1f36e9e5cad2288187565ff32f8",
)
