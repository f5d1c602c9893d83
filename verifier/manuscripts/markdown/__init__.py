"""Markdown, CommonMark with Pandoc's notes: the text is the file, so findings carry its lines and columns."""
