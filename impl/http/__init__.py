"""The edge: everything about HTTP that no single operation owns."""
