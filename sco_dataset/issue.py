"""A problem found in the data, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem, with the place where it was found.

    Parameters
    ----------
    table : str or None
        Name of the table; None where the package as a whole is concerned.
    row : int or None
        Row as a spreadsheet counts: the header is row 1.
    field : str or None
        Name of the field.
    code : str
        Name of the kind of problem: frictionless's where it has one, else ours in the same
        style; those of rules begin with ``rule/``.
    message : str
        What is wrong, what is allowed and how to repair it.
    value : str or None
        Text of the cell.

    Examples
    --------
    >>> print(Issue("members", 3, "status", "constraint-error", "allowed are member, observer", "guest"))
    members, row 3, field status: 'guest': allowed are member, observer [constraint-error]
    """

    table: str | None
    row: int | None
    field: str | None
    code: str
    message: str
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.prose} [{self.code}]"

    @property
    def place(self) -> str:
        """Table, row and field in words."""
        parts = [self.table or "package"]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.field is not None:
            parts.append(f"field {self.field}")
        return ", ".join(parts)

    @property
    def prose(self) -> str:
        """Value and message in words, without the place."""
        return self.message if self.value is None else f"{_shortened(self.value)!r}: {self.message}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the issue as the report prints it."""
        return {
            "table": self.table,
            "row": self.row,
            "field": self.field,
            "code": self.code,
            "message": self.message,
            "value": self.value,
        }


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "problem"), counted(2, "problem")
    ('1 problem', '2 problems')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shortened(value: str, length: int = 100) -> str:
    return value if len(value) <= length else value[: length - 1] + "…"
