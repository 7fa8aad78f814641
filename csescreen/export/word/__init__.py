"""What Word documents are made of: elements, directions of writing, widths, the package."""
