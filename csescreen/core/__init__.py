"""The pure core: what a screening is and what a framework makes of it. Standard library only."""
