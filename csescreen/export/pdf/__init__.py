"""The parts of the PDF: what its fonts can show, and the content as its template takes it."""
