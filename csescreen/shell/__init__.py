"""What the command line does, one module a job. Standard output carries the answer alone."""
