"""The migrations of the store's schema, run by `csescreen.store.schema`."""
