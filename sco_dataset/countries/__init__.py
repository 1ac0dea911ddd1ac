"""States by code or name, in three languages."""
