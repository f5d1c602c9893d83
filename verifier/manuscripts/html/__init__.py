"""HTML as it is found in the wild, and EPUB, whose chapters are HTML."""
