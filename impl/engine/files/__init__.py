"""Contracts that are spread over files."""
