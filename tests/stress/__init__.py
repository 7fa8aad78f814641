"""Harnesses that try to lose, leak or corrupt what the program keeps. See `__main__`."""
