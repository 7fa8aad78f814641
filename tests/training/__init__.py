"""Training cases: those that ship, reading and checking, comparing, the quiz, votes."""
