"""The word files: words to reconsider, and the everyday words by which signs are found."""
