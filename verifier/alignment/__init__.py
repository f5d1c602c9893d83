"""The alignment room."""
