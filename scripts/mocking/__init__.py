"""The mock on the command line: contracts, reloads, and words about requests."""
