"""The captures room."""
