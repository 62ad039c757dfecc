"""Routes, one module for each tag."""
