"""The contract engine: pure functions over documents."""
