"""CSV in canonical bytes."""

from sco_dataset.arrow_tables import csv_of as table_bytes

__all__ = ["table_bytes"]
