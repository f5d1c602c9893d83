"""LaTeX: macros that Pandoc would swallow are rewritten into ones it reads, then Pandoc reads the file."""
