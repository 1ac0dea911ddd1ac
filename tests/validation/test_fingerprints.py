"""Fingerprints of keys: the same text has the same one, in whatever column it stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sco_dataset.arrow_tables import text_array
from sco_dataset.validation.fingerprints import of_texts

SEED = 7


@settings(derandomize=True, database=None, deadline=None)
@given(st.lists(st.text("ab上", max_size=20), min_size=1, max_size=8))
def test_a_text_has_one_fingerprint_beside_texts_of_any_length(texts: list[str]) -> None:
    together = of_texts(text_array(texts), SEED).tolist()
    alone = [of_texts(text_array([text]), SEED).item() for text in texts]
    assert together == alone
    assert len(set(together)) == len(set(texts))


def test_a_slice_of_a_column_is_read_from_its_own_first_byte() -> None:
    column = text_array(["KAZ", "KGZ", "RUS", "TJK"])
    assert of_texts(column.slice(1, 2), SEED).tolist() == of_texts(text_array(["KGZ", "RUS"]), SEED).tolist()
