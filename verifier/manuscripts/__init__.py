"""The manuscripts room."""
