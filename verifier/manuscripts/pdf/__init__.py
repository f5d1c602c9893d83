"""Born-digital PDF: paragraphs, notes and marks told by size and place on the page."""
