"""What standards demand, item by item."""
