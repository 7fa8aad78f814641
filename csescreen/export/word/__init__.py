"""What Word documents are made of: elements, widths, the package."""
