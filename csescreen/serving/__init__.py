"""Training in a browser, on this computer alone. The one part of csescreen that knows a network."""
