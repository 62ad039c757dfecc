"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:180b2d669cda6c3a72829bb7a11411b46cc2f8f49df1ef6ebb639c2bbc975a62",
)
