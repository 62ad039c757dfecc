"""Texts that standards define: JSON, media types, percent-encoding, sequences."""
