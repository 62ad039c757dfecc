"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:803927988e51b174ab4a36f90cc9e5031e16291ad447a041f7eabed5e6c9052b",
)
