"""Words for findings: what is wrong, what is allowed, and how it is repaired."""

from __future__ import annotations

from collections.abc import Sequence

from sco_dataset.descriptor import Field, Table
from sco_dataset.issue import Issue
from sco_dataset.validation.codes import CODES
from sco_dataset.validation.constraints import spelling
from sco_dataset.validation.findings import Finding
from sco_dataset.validation.keys import Key

LISTED_AT_MOST = 20

# How a value of a type is written.
FORMS = {
    "array": 'a JSON array, such as ["a", "b"]',
    "date": "a day of the calendar as YYYY-MM-DD, such as 2017-06-09",
    "datetime": "day and time as 2017-06-09T14:30:00",
    "duration": "a duration of ISO 8601, such as P1Y2M",
    "geojson": "a GeoJSON object",
    "geopoint": "longitude and latitude in degrees, such as 121.47, 31.23",
    "integer": "a whole number in the digits 0 to 9, such as 42",
    "number": "a number in the digits 0 to 9, such as 3.14",
    "object": 'a JSON object, such as {"a": 1}',
    "time": "a time as hh:mm:ss, such as 14:30:00",
    "year": "a year of four digits, such as 2017",
    "yearmonth": "year and month as YYYY-MM, such as 2017-06",
}
STRING_FORMS = {
    "email": "an address of e-mail",
    "uri": "a URI with its scheme, such as https://example.org",
    "uuid": "a UUID of 36 characters",
    "binary": "base64",
}


def issues_of(table: Table, field_names: Sequence[str], findings: Sequence[Finding]) -> list[Issue]:
    """Return the findings of a table as issues.

    Parameters
    ----------
    table : Table
        The table.
    field_names : sequence of str
        Name of the field in each column of the file.
    findings : sequence of Finding
        What was found.
    """
    return [_issue(table, field_names, finding) for finding in findings]


def _issue(table: Table, field_names: Sequence[str], finding: Finding) -> Issue:
    name = _field_name(field_names, finding)
    field = table.field(name) if name in table.field_names else None
    message = _message(table, field, finding)
    return Issue(table.name, finding.row or None, name, finding.code, message, finding.value)


# What concerns a whole row or file, and no one field of it.
_OF_NO_FIELD = ("blank-row", "blank-header", "unmatched-header", "extra-label", "extra-cell")


def _field_name(field_names: Sequence[str], finding: Finding) -> str | None:
    if finding.key is not None:
        return finding.key.fields[0] if len(finding.key.fields) == 1 else None
    if finding.field or finding.row == 0 or finding.code in (*_OF_NO_FIELD, "duplicate-label"):
        return finding.field
    return field_names[finding.position]


def _message(table: Table, field: Field | None, finding: Finding) -> str:
    code, detail = finding.code, finding.detail
    repair = CODES[code].repair
    title = _lowered(CODES[code].title)
    inside = f", in {finding.file}" if finding.file else ""
    if code == "type-error" and field is not None:
        return f"write {form_of(field)}"
    if code == "constraint-error" and field is not None:
        return _constraint(field, detail)
    if code == "foreign-key" and finding.key is not None:
        return _foreign_key(finding.key, detail)
    if finding.key is not None:
        return _repeated(finding.key, detail)
    if code == "incorrect-label":
        return f"the field in this place is {finding.field}{inside}. {repair}"
    if code == "duplicate-label":
        return f"column {detail} has the same name{inside}. {repair}"
    if code == "missing-label":
        return f"the column of the field {finding.field} is missing{inside}. {repair}"
    if code == "blank-label":
        return f"the column of the field {finding.field} has no name{inside}. {repair}"
    if code == "extra-label":
        return f"fields are {_listed(table.field_names)}{inside}. {repair}"
    if code in ("padding", "not-nfc", "invisible-character", "control-character") and finding.value is not None:
        return f"{title}: {finding.value[:60]!a}{inside}. {repair}"
    return f"{title}{f': {detail}' if detail else ''}{inside}. {repair}"


def form_of(field: Field) -> str:
    """Return in words how a value of a field is written.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> form_of(read_package().table("members").field("start_date"))
    'a day of the calendar as YYYY-MM-DD, such as 2017-06-09'
    """
    if field.type == "boolean":
        words = [*field.properties.get("trueValues", ["true"]), *field.properties.get("falseValues", ["false"])]
        return " or ".join(words[:LISTED_AT_MOST])
    if field.type == "string":
        return STRING_FORMS.get(field.format, "text")
    if field.type == "list":
        return f"values of type {field.item_type} with {field.delimiter!r} between them"
    if field.type == "array" and (item := field.properties.get("arrayItem")):
        return f"a JSON array of values of type {item.get('type', 'any')}"
    if field.format not in ("default", "any"):
        return f"a {field.type} of the format {field.format}"
    return FORMS.get(field.type, f"a value of type {field.type}")


def _constraint(field: Field, name: str) -> str:
    limit = field.constraints.get(name)
    if name == "enum":
        return f"allowed are {_listed([spelling(value) for value in field.allowed_values or ()])}"
    if name == "categories":
        values = [c.get("value") if isinstance(c, dict) else c for c in field.properties["categories"]]
        return f"allowed are {_listed([spelling(value) for value in values])}"
    words = {
        "required": "must not be empty; fill in the cell",
        "pattern": f"must match the pattern {limit}",
        "minimum": f"must be {limit} or more",
        "maximum": f"must be {limit} or less",
        "exclusiveMinimum": f"must be more than {limit}",
        "exclusiveMaximum": f"must be less than {limit}",
        "minLength": f"must have a length of {limit} or more",
        "maxLength": f"must have a length of {limit} or less",
        "jsonSchema": "must be valid against the JSON Schema of its field",
    }
    return words[name]


def _repeated(key: Key, earlier: str) -> str:
    fields = ", ".join(key.fields)
    repair = _lowered(CODES[key.code].repair)
    if not earlier:
        return f"the primary key ({fields}) is empty; {repair}"
    what = "the value" if key.code == "unique-error" else f"the same {key.code.replace('-', ' ')} ({fields})"
    return f"{what} stands in row {earlier} too; {repair}"


def _foreign_key(key: Key, nearest: str) -> str:
    table, fields = key.reference or ("", ())
    meant = f"; did you mean {nearest!r}?" if nearest else "."
    return (
        f"there is no such {', '.join(fields)} in the table {table}{meant} "
        f"Correct {', '.join(key.fields)}, or add the row to {table}"
    )


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _listed(values: Sequence[str]) -> str:
    more = len(values) - LISTED_AT_MOST
    return ", ".join(values[:LISTED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
