"""The plain form of each type: what nearly all cells look like, and what Arrow checks at once.

A cell of the plain form is a value of its type for every reader, frictionless's and the strict
one alike. All others are read one by one (``readers``): there are few of them in sound data, and
each distinct text is read once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sco_dataset.arrow_tables import text_array
from sco_dataset.descriptor import Field
from sco_dataset.validation.arrow_values import all_true, has_only, matching, numbers_of, offsets_of
from sco_dataset.validation.readers import STRICT_FORMS, is_decorated
from sco_dataset.validation.scalar_readers import FALSE_VALUES, TRUE_VALUES

# Every day but 29 February, of which arithmetic has to tell the years. RE2 can't look ahead, so
# that the year 0000, which no reader accepts, is left out letter by letter.
_YEAR = r"([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DAY = (
    _YEAR + r"-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"


@dataclass(frozen=True)
class PlainForm:
    """How cells of the plain form look.

    Parameters
    ----------
    pattern : str or None
        Regular expression of RE2 for the whole cell; None if any text is right.
    arrow : pyarrow.DataType or None
        What the cells can be cast to for comparing them with bounds; None for text.
    alphabet : bytes
        If cells consist of these characters only, a cast that succeeds proves the form: quicker
        than matching the pattern. Empty where there is no such proof.
    length : int or None
        How long the cells have to be for that, if there is one length.
    words : pyarrow.Array or None
        The cells of the plain form, where these are few.
    """

    pattern: str | None
    arrow: pa.DataType | None = None
    alphabet: bytes = b""
    length: int | None = None
    words: pa.Array | None = None

    def values(self, cells: pa.Array) -> pa.Array | None:
        """Return the cells as values if they all have the plain form, else None."""
        if self.pattern is None:
            return cells
        if self.arrow is None:
            return cells if all_true(self.fits(cells)) else None
        if not self._is_cast_enough(cells) and not all_true(self.fits(cells)):
            return None
        try:
            values = pc.cast(cells, self.arrow)
        except pa.ArrowInvalid:
            return None
        return None if self.arrow == pa.date32() and _reach_year_zero(values) else values

    def fits(self, cells: pa.Array) -> pa.Array:
        """Return for each cell whether it has the plain form."""
        if self.words is not None:
            return pc.is_in(cells, value_set=self.words)
        return matching(cells, self.pattern or "")

    def _is_cast_enough(self, cells: pa.Array) -> bool:
        """Tell whether cells that can be cast have the plain form, which is quicker than to match them."""
        if not self.alphabet or not has_only(cells, self.alphabet):
            return False
        return self.length is None or bool((np.diff(offsets_of(cells)) == self.length).all())


def plain_form(field: Field) -> PlainForm | None:
    """Return the plain form of a field's type, or None where each cell has to be read."""
    if field.type == "boolean":
        return _words(field)
    if field.type == "list":
        return PlainForm(None) if field.item_type == "string" else None
    if is_decorated(field):
        return None
    return _FORMS.get((field.type, "default" if field.type == "any" else field.format))


def item_form(field: Field) -> PlainForm | None:
    """Return the plain form of the items of a list, or None where its cells have to be read."""
    return plain_form(field.retyped({"type": field.item_type}))


def _whole(pattern: str) -> str:
    return rf"\A(?:{pattern})\z"


def _words(field: Field) -> PlainForm:
    words = [
        *field.properties.get("trueValues", TRUE_VALUES),
        *field.properties.get("falseValues", FALSE_VALUES),
    ]
    return PlainForm(pattern="", words=text_array(words))


def _reach_year_zero(dates: pa.Array) -> bool:
    """Tell whether a day lies before the year 1, which Arrow knows and other programs do not."""
    days = numbers_of(dates)
    first_day = -719_162  # 0001-01-01, counted from 1970-01-01
    return bool(len(days)) and int(days.min()) < first_day


_FORMS: dict[tuple[str, str], PlainForm] = {
    ("any", "default"): PlainForm(None),
    ("string", "default"): PlainForm(None),
    ("string", "uuid"): PlainForm(_whole(STRICT_FORMS["string", "uuid"])),
    ("string", "email"): PlainForm(_whole(r"[a-z0-9]{1,30}([._-][a-z0-9]{1,20}){0,1}@[a-z0-9]{1,30}\.(com|org|net)")),
    ("string", "uri"): PlainForm(_whole(r"https?://[a-z0-9]+(\.[a-z]+)+(/[A-Za-z0-9._~-]*)*")),
    ("integer", "default"): PlainForm(_whole(r"-?[0-9]{1,18}"), pa.int64(), b"0123456789-"),
    ("number", "default"): PlainForm(
        _whole(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})"), pa.float64(), b"0123456789.+-"
    ),
    ("date", "default"): PlainForm(_whole(_DAY), pa.date32(), b"0123456789-"),
    ("time", "default"): PlainForm(_whole(_CLOCK)),
    ("datetime", "default"): PlainForm(_whole(f"{_DAY}T{_CLOCK}"), pa.timestamp("s")),
    ("year", "default"): PlainForm(_whole("[0-9]{4}"), pa.int64(), b"0123456789", 4),
    ("yearmonth", "default"): PlainForm(_whole(r"[0-9]{4}-(0[1-9]|1[0-2])")),
}
