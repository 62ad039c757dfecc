"""Tell a registry of contracts, and of who uses what of them, by names."""
