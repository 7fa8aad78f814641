"""csescreen: screen children for sexual exploitation with an authority's own framework."""

__version__ = "0.2.0"
