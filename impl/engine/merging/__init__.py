"""Three-way merges of contracts, on their tree, that keep the author's text."""
