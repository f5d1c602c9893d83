"""How a run grows: claims, documents, memory, engines, second runs."""
