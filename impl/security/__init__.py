"""Pure functions: hashing, tokens, keys, ids, permissions."""
