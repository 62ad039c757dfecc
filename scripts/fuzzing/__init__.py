"""Fuzzes a service that anybody wrote against its contract."""
