"""Connections, transactions, failures and migrations of PostgreSQL."""
