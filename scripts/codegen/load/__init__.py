"""From files to a checked contract, each value with its place."""
