"""The state behind a mock, and what requests do with it."""
