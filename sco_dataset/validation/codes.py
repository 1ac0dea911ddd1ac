"""All codes of problems: what each means, why it matters, and how it is repaired.

The one table from which messages, SARIF rules and documentation are made. Codes that frictionless
knows have its names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A kind of problem.

    ``shared`` tells whether frictionless has it too.
    """

    code: str
    title: str
    reason: str
    repair: str
    shared: bool = False


# One line each, however long.
# ruff: noqa: E501
_CODES = (
    Code("type-error", "The cell is no value of its field's type", "Programs that read the table by its schema stop there, or guess.", "Write the value in the form of the type.", True),
    Code("constraint-error", "The cell breaks a constraint of its field", "The descriptor promises that no such value occurs.", "Correct the cell, or the constraint if the value is right.", True),
    Code("unique-error", "The value occurs twice in a field of unique values", "The field would no longer tell rows apart.", "Correct one of the two rows, or remove it.", True),
    Code("primary-key", "The primary key is empty or occurs twice", "Rows are named by it.", "Give the row a key of its own, or remove it if it is there twice.", True),
    Code("unique-key", "A unique key occurs twice", "The descriptor promises that these fields together tell rows apart.", "Correct one of the two rows, or remove it."),
    Code("foreign-key", "The key doesn't exist in the table that it refers to", "The row points to nothing.", "Correct the key, or add the row that it refers to.", True),
    Code("missing-cell", "The row is shorter than the header", "It is left open whether the cells are empty, or a delimiter was lost.", "Add the cells, empty ones too.", True),
    Code("extra-cell", "The row is longer than the header", "Nobody knows what the cell means; often a text with a comma lacks its quotes.", "Remove the cell, or put the text into quotes.", True),
    Code("blank-row", "The row holds nothing", "Programs differ in whether they count it.", "Remove the line.", True),
    Code("blank-header", "The table has no header", "Cells can't be told to which field they belong.", "Write the names of the fields into the first row.", True),
    Code("blank-label", "A column has no name", "Cells can't be told to which field they belong.", "Write the name of the field.", True),
    Code("duplicate-label", "Two columns have one name", "Programs take the one or the other.", "Rename or remove one of the columns.", True),
    Code("missing-label", "A field has no column", "The descriptor promises it.", "Add the column, or remove the field from the descriptor.", True),
    Code("extra-label", "A column has no field", "Nothing is known of its values.", "Remove the column, or describe it in the descriptor.", True),
    Code("incorrect-label", "A column has another name than the field in its place", "Values would be read as those of another field.", "Correct the name, or bring the columns into the descriptor's order.", True),
    Code("unmatched-header", "No column has a field", "Nothing of the table is described.", "Correct the header or the schema.", True),
    Code("source-error", "The file can't be read as a table", "What it holds can't be checked.", "Write it as CSV, with a header and quotes where they are needed.", True),
    Code("scheme-error", "The file is missing or can't be opened", "The descriptor promises it.", "Put the file there, or correct the path.", True),
    Code("compression-error", "The compressed file is damaged", "What it holds can't be checked.", "Compress it again.", True),
    Code("encoding-error", "The file has bytes that are no text in its encoding", "Programs would stop there, or show wrong characters.", "Save the file as UTF-8.", True),
    Code("byte-count", "The file has another size than declared", "It was changed, or not copied whole.", "Get the file again, or correct bytes in the descriptor.", True),
    Code("hash-count", "The file has another hash than declared", "It was changed, or not copied whole.", "Get the file again, or correct hash in the descriptor.", True),
    Code("not-checked", "The descriptor asks for something that isn't checked", "A promise that nobody keeps is worse than none.", "Remove the property, or check it by other means."),
    Code("unclosed-quote", "A quote is never closed", "All that follows would be one cell.", "Close the quote, or double it where it belongs to the text."),
    Code("row-size", "A row is too long to be held in memory", "Most likely a quote is not closed, or the file is no CSV.", "Split the row, or raise the limit."),
    Code("unpacked-size", "The compressed file unpacks to more than is allowed", "A small file can unpack to more than any disk holds.", "Raise the limit if you trust the file."),
    Code("byte-order-mark", "The file begins with a byte order mark", "Many programs take it for a part of the first label.", "Save the file as UTF-8 without byte order mark."),
    Code("line-end", "Lines don't all end in the same way", "Programs that know one kind of line end run rows together.", "End every line as the dialect says, by LF unless it says otherwise."),
    Code("control-character", "A control character stands in the text", "It is invisible, and cuts texts short in some programs.", "Remove the character."),
    Code("invisible-character", "A character without width or a mark of direction stands in the text", "Texts that look equal are not, or are shown in another order than written.", "Remove the character."),
    Code("mixed-script", "A word mixes letters of alphabets", "A Cyrillic letter looks like a Latin one, but no search finds it.", "Type the word again in one alphabet."),
    Code("not-nfc", "The text is not composed (Unicode NFC)", "Texts that look equal are not.", "Compose it; sco-dataset fmt does so."),
    Code("padding", "White space stands around the text", "Texts that look equal are not.", "Remove it; sco-dataset fmt does so."),
    Code("formula-cell", "A spreadsheet would take the text for a formula", "Opening the file would run it.", "Begin the text with another character."),
    Code("long-cell", "The cell is longer than a spreadsheet holds", "It would be cut without warning at 32,767 characters.", "Shorten the text, or put it into a file of its own."),
)  # fmt: skip

CODES = {code.code: code for code in _CODES}
