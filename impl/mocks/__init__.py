"""Mocks: a contract answered for, by the gate that compiled services have."""
