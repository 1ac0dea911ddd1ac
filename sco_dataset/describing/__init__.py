"""What tables and fields mean, for a terminal and for a notebook."""
