"""The encrypted store of screenings."""
