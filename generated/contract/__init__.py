"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:1c7f23c96e0cbd41e6c55cc79700bc5279a6c29486e15a54fab8b3cd7f4bc487",
)
