"""Word documents, read from their XML: what Word prints as a note's number, fields, tracked changes, text boxes."""
