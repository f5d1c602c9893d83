"""Formats that Pandoc reads for us (ODT, RST, LaTeX, RTF, Org): one child process, one walker over its syntax tree."""
