"""TEI, the scholars' XML: notes and quotations are elements, so little has to be guessed."""
