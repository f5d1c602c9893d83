"""The quotations room."""
