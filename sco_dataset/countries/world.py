"""The states and territories of ISO 3166-1, as far as naming them goes.

The table ``countries`` holds only those that the record names. Frames of users hold all the
others too, and a code of one of these is no mistake: France has no standing, which is not the
same as a state that can't be made out. ``world.csv`` beside this module lists the codes and
names, collected from datasets/country-codes (ISO 3166-1, M49, UNTERM, CLDR, Wikidata) and
countrycode (Correlates of War, Gleditsch-Ward, V-Dem), with the spellings of the World Bank, of
ISO and of the IMF among the further names.
"""

from __future__ import annotations

import csv
from pathlib import Path

WORLD_FILE = Path(__file__).with_name("world.csv")


def read_world() -> list[dict[str, str]]:
    """Return a row for each state or territory, as text.

    Beside codes and names, ``un_member`` tells the member states of the United Nations, and
    ``aliases`` holds further names, separated by ``|``.

    Examples
    --------
    >>> sum(row["un_member"] == "true" for row in read_world())
    193
    """
    with WORLD_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
