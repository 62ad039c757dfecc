"""Compiled from openapi.yaml; never edited."""
