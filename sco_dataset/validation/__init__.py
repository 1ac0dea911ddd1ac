"""Check the cells of a package against its schemas."""
