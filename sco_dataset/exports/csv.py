"""CSV in canonical bytes."""

from sco_dataset.arrow_tables import read_arrow
from sco_dataset.canonical import canonical_csv
from sco_dataset.descriptor import Table
from sco_dataset.plain_files import plain_file


def table_bytes(table: Table) -> bytes:
    """Return the CSV of a table: its texts, as a number may have more digits than a double."""
    read_arrow(table)  # refuses what is not of its type
    return canonical_csv(plain_file(table).read_bytes(), table)
