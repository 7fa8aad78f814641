"""The public case file: JSON in, JSON out."""
