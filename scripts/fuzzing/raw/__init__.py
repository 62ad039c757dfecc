"""Requests that no client library sends, byte for byte."""
