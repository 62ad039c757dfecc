"""Schemas as documents: dialects, references, and copies that stand alone."""
