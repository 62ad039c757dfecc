"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:1cc4dfbc96a2221a4954304dcc02e5043bef0a53453705b7daaff9a7b3e65a76",
)
