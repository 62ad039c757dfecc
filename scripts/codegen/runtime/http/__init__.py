"""A request, and an answer, as HTTP has them."""
