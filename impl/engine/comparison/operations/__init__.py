"""The comparison of operations, part by part."""
