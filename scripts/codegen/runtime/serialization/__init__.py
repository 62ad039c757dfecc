"""Values as text: the styles of parameters and of header fields."""
