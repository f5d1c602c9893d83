"""Plain text: offsets are into the file, and every note is told by its shape."""
