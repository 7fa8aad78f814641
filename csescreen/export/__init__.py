"""One module a format: a summary in, bytes out."""
