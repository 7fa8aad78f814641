"""How fast csescreen is: each figure measured here and now, beside something to hold it against."""
