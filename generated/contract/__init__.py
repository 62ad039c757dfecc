"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:f9d7c568c828f8cd5b04c416ab0d3adcb0609efe5ff4cb37d5aae0d1fa51f200",
)
