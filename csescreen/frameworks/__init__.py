"""Framework files and the catalogue of signs: read, checked, found."""
