"""Notes told by shape: marks, numbers and the grammar of citations, where a format does not say what is a note."""
