"""The exceptions: public, and able to leave a process."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

import sco_dataset as sco
from sco_dataset import errors

DAYS = date(2031, 1, 1), date(1996, 4, 26), date(2025, 12, 31)
RAISED = [
    errors.AmbiguousNameError("704 is two states"),
    errors.DescriptorError("no JSON"),
    errors.InvalidDataError("row 2"),
    errors.InvalidValueError("no day"),
    errors.MissingExtraError("polars frames", "polars"),
    errors.OutsideCoverageError(*DAYS),
    errors.UnknownNameError("table", "member", ["members", "events"]),
    errors.UnsafeTargetError("thesis.docx"),
]


def test_there_is_one_of_each_kind() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds - {errors.ScoDatasetError} == {type(error) for error in RAISED}


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_says_the_same_in_another_process(error: errors.ScoDatasetError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_what_public_functions_raise_has_a_public_name() -> None:
    assert {type(error).__name__ for error in RAISED} - set(sco.__all__) == {"UnsafeTargetError"}
