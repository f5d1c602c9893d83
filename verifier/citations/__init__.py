"""The citations room."""
