# A copy of Countersign's scripts/codegen/runtime/syntax/__init__.py.
"""Texts that standards define: JSON, media types, percent-encoding, sequences."""
