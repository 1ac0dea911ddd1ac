"""Where our engine says other than frictionless, on purpose, and why: the whole list.

The differential test demonstrates each with a package of its own, and leaves out of its random
packages what is listed here, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A case in which the verdicts differ."""

    id: str
    case: str
    ours: str
    frictionless: str
    reason: str


# ruff: noqa: E501
DIFFERENCES = (
    Difference("header-alone", "A header that doesn't fit the schema", "its problems alone", "its problems, and those of every row read by the wrong fields", "Thousands of consequences bury the one cause."),
    Difference("blank-header", "A file whose first line is blank", "blank-header", "nothing: it takes the fields for labels", "The names of the columns are missing."),
    Difference("comment-above-header", "A comment above the header, or headerRows that is empty", "the first row that is no comment is the header", "the header is a row of data, or passed over as one too many", "The names of the columns are checked wherever they stand."),
    Difference("header-of-two-rows", "Two header rows, of which one is blank in a column", "the label is the other one alone", "a blank stands after it", "Nobody writes a name with a blank at its end."),
    Difference("header-guess", "A header whose width is not that of most rows, and a dialect that doesn't say header", "extra-cell or missing-cell", "it takes another row for the header", "Nothing is guessed."),
    Difference("duplicate-by-name", "Two equal labels where fields are matched by name", "duplicate-label", "an error of its own without row", "It is the same mistake as elsewhere."),
    Difference("sniffed-dialect", "A delimiter that the dialect doesn't name", "read with the default of the standard, the comma", "sniffed from the first hundred lines", "Nothing is guessed."),
    Difference("guessed-encoding", "Bytes that are no UTF-8, in a file without declared encoding", "encoding-error, with offset and line", "decoded in an encoding that it guesses", "A wrong guess is not noticed until a name is printed."),
    Difference("utf-16-without-mark", "A file in UTF-16 without byte order mark", "encoding-error", "source-error", "The bytes are there, but not in that encoding."),
    Difference("unclosed-quote", "A quote that is never closed", "unclosed-quote, with its line", "the rest of the file as one cell", "The file was cut, or a quote was forgotten."),
    Difference("pattern-alternatives", "A pattern with | at its top level", "the whole cell must match one of the alternatives", "only the first is tied to the beginning, only the last to the end", "The standard means the whole value."),
    Difference("pattern-line-end", "A cell that ends in a line end after what the pattern allows", "constraint-error", "nothing", "The standard means the whole value."),
    Difference("unique-keys", "uniqueKeys", "unique-key", "nothing", "Version 2 of the standard has them."),
    Difference("unique-structures", "unique, primary or foreign keys of lists, arrays, objects and GeoJSON", "compared as JSON", "it ends with an exception", "An error in the data is a verdict."),
    Difference("categories", "categories", "constraint-error for other values", "nothing", "Version 2 of the standard restricts the field to them."),
    Difference("null-sequence", "nullSequence of the dialect", "a missing value", "nothing", "What is declared is enforced."),
    Difference("group-char-of-integers", "groupChar of a field of type integer", "taken out", "type-error", "Version 2 of the standard has it."),
    Difference("case-of-header", "caseSensitiveHeader of the dialect", "enforced", "only its own headerCase is", "What is declared is enforced."),
    Difference("parts", "Several paths, of which one does not end in a line end, or has another header", "each is read by itself, header and all", "lines are joined, later headers passed over", "Rows would be lost without a word."),
    Difference("unread-limits", "A bound or member of an enumeration that is no value of the type", "the descriptor is refused", "an exception, or a member that no cell equals", "The mistake is in the descriptor."),
    Difference("structured-limits", "enum of lists and arrays, jsonSchema of arrays and objects, bounds of durations", "constraint-error", "the descriptor is refused", "Version 2 of the standard has them."),
    Difference("items-before-enum", "An item that is not of its type, in an array of which an enumeration is declared", "type-error", "constraint-error", "The item is wrong by itself."),
    Difference("incomparable", "A time with an offset held to a bound without one", "constraint-error", "it ends with an exception", "An error in the data is a verdict."),
    Difference("signalling-nan", "sNaN in a field of numbers", "type-error", "a number; with a bound, an enumeration or a key an exception", "An error in the data is a verdict."),
    Difference("repeated-foreign-key", "A foreign key that stands in the schema twice", "reported once", "reported twice", "It is one mistake."),
    Difference("unreadable-target", "A foreign key into a table that can't be read", "the problem of that table alone", "foreign-key in every row too", "Thousands of consequences bury the one cause."),
    Difference("not-checked", "Constraints that a type can't have, unknown types and formats, and the like", "not-checked, and all else is checked", "the descriptor is refused, or nothing is said", "One learns what is wrong with the data too."),
)  # fmt: skip
