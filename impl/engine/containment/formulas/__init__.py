"""The normal form of schemas: formulas about one instance, and their truth."""
