"""Countersign 0.1.0

Compiled from `openapi.yaml`. Do not edit: change the contract and generate
again.
"""

from .application import create_app

__all__ = ["create_app"]
