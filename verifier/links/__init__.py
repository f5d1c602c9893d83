"""The links room."""
