"""Find a state by any of its codes and names, in an index that is built once."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sco_dataset.countries.world import read_world
from sco_dataset.descriptor import Field, Package, read_package
from sco_dataset.errors import AmbiguousNameError, InvalidValueError, UnknownNameError
from sco_dataset.text_rows import text_rows

ALIASES = "aliases"
# Begins the names of the fields that hold names.
NAMES = "name_"


@dataclass(frozen=True)
class CountryIndex:
    """Codes and names of states, and the way from each to ISO 3166-1 alpha-3.

    Parameters
    ----------
    fields : mapping of str to Field
        The fields of ``countries`` that identify a state: codes, and names in three languages.
    rows : mapping of str to mapping
        For each ``iso3`` the text of those fields; of the states of the record first.
    recorded : tuple of str
        The states of the record, which are those of the table ``countries``.
    un_members : tuple of str
        The member states of the United Nations.
    by_field : mapping of str to mapping
        For each of the fields, and for ``aliases``, the way from a folded text to ``iso3``.
    by_text : mapping of str to frozenset of str
        From a folded text, whatever it is, to all that it may mean.
    aliases : mapping of str to tuple of str
        For each ``iso3`` further names, as they are written.
    """

    fields: Mapping[str, Field]
    rows: Mapping[str, Mapping[str, str]]
    recorded: tuple[str, ...]
    un_members: tuple[str, ...]
    by_field: Mapping[str, Mapping[str, str]]
    by_text: Mapping[str, frozenset[str]]
    aliases: Mapping[str, tuple[str, ...]]

    def resolve(self, country: str | int, code: str | None = None) -> str:
        """Return the ``iso3`` of a state.

        Parameters
        ----------
        country : str or int
            A code or a name in English, Russian or Chinese; case, accents and punctuation don't count.
        code : str, optional
            What it is, a field such as ``"cow_code"``; whatever fits if None.

        Raises
        ------
        UnknownNameError
            If there is no such state, or no such field.
        AmbiguousNameError
            If it is one state in one code list, and another one in another.
        """
        if code is not None:
            found = self._known_field(code).get(fold(country))
            if found is None:
                raise UnknownNameError(f"country with the {code}", str(country), self._texts_of(code))
            return found
        candidates = self.by_text.get(fold(country), frozenset())
        if not candidates:
            raise UnknownNameError("country", str(country), [*self.rows, *self._names()])
        if len(candidates) > 1:
            raise AmbiguousNameError(self._ambiguity(country))
        return next(iter(candidates))

    def value(self, iso3: str, code: str) -> str | int | None:
        """Return a code or name of a state, an integer where the field is one; None if it has none."""
        self._known_field(code)
        if iso3 not in self.rows:
            raise UnknownNameError("iso3 of the table countries", iso3, self.rows)
        text = self.rows[iso3].get(code, "")
        if text and self.fields[code].type == "integer":
            return int(text)
        return text or None

    def written(self, code: str) -> dict[str, str]:
        """Return the way from each text that is a code or name of this kind, as it is written, to ``iso3``.

        Names are those of the field, and all further names.
        """
        self._known_field(code)
        further = self.aliases if code.startswith(NAMES) else {}
        return {
            text: iso3
            for iso3, row in self.rows.items()
            for written in (*further.get(iso3, ()), row.get(code, ""))
            for text in spellings(written, code)
        }

    def _known_field(self, code: str) -> Mapping[str, str]:
        if code not in self.fields:
            raise UnknownNameError("code or name of countries", code, self.fields)
        return self.by_field[code]

    def _texts_of(self, code: str) -> list[str]:
        return [row[code] for row in self.rows.values() if row.get(code)]

    def _names(self) -> list[str]:
        names = [name for name in self.fields if name.startswith(NAMES)]
        return [row[name] for row in self.rows.values() for name in names if row.get(name)]

    def _ambiguity(self, country: str | int) -> str:
        meanings: dict[str, list[str]] = defaultdict(list)
        for code, texts in self.by_field.items():
            if fold(country) in texts:
                meanings[texts[fold(country)]].append(code)
        told = ", ".join(f"{iso3} as {' and '.join(codes)}" for iso3, codes in meanings.items())
        first = next(iter(meanings.values()))[0]
        return f"{country!r} is {told}; give {' or '.join(meanings)}, or say which code it is, such as {first}"


def country_index(package: Package | None = None) -> CountryIndex:
    """Return the index of a package, the shipped one if None; that one is built once."""
    return _shipped_index() if package is None else _build(package)


@lru_cache(maxsize=1)
def _shipped_index() -> CountryIndex:
    return _build(read_package())


def _build(package: Package) -> CountryIndex:
    table = package.table("countries")
    recorded = {row[table.field("iso3").name]: row for row in text_rows(table)}
    world = {row["iso3"]: row for row in read_world()}
    columns = next(iter(world.values())).keys()
    fields = {field.name: field for field in table.fields if field.name in columns}
    rows = {iso3: recorded.get(iso3) or world[iso3] for iso3 in [*recorded, *sorted(world.keys() - recorded.keys())]}
    aliases = {iso3: tuple(filter(None, row[ALIASES].split("|"))) for iso3, row in world.items()}
    by_field: dict[str, dict[str, str]] = {name: {} for name in [*fields, ALIASES]}
    for iso3, row in rows.items():
        for name in fields:
            for text in spellings(row.get(name, ""), name):
                by_field[name].setdefault(fold(text), iso3)
        for alias in aliases.get(iso3, ()):
            by_field[ALIASES].setdefault(fold(alias), iso3)
    return CountryIndex(
        fields=MappingProxyType(fields),
        rows=MappingProxyType(rows),
        recorded=tuple(recorded),
        un_members=tuple(iso3 for iso3, row in world.items() if row["un_member"] == "true"),
        by_field=MappingProxyType({name: MappingProxyType(texts) for name, texts in by_field.items()}),
        by_text=MappingProxyType(_merged(by_field.values())),
        aliases=MappingProxyType(aliases),
    )


def _merged(mappings: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    merged: dict[str, frozenset[str]] = {}
    for mapping in mappings:
        for text, iso3 in mapping.items():
            merged[text] = merged.get(text, frozenset()) | {iso3}
    return merged


def spellings(text: str, field_name: str) -> set[str]:
    """Return the forms of a cell, none of an empty one; M49 codes are written with and without leading zeros.

    Examples
    --------
    >>> sorted(spellings("004", "m49")), spellings("004", "cow_code"), spellings("", "cow_code")
    (['004', '4'], {'004'}, set())
    """
    forms = {text, text.lstrip("0")} if field_name == "m49" else {text}
    return forms - {""}


def fold(country: object) -> str:
    """Return what counts of a name: no case, accents, punctuation or leading article.

    Raises
    ------
    InvalidValueError
        If it is neither text nor a whole number.

    Examples
    --------
    >>> fold("the Kyrgyz  Republic"), fold("TÜRKİYE"), fold(750)
    ('kyrgyz republic', 'turkiye', '750')
    """
    if isinstance(country, bool) or not (isinstance(country, str) or hasattr(country, "__index__")):
        raise InvalidValueError(f"{country!r} is no country; give a code or a name, such as 'IND' or 'India'")
    text = str(country)
    # A code that is missing, such as -9, is no code.
    if text.lstrip().startswith("-"):
        return text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = text.casefold().replace("'", "").replace("’", "")
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def country_code(country: str | int, to: str = "iso3", *, code: str | None = None) -> str | int | None:
    """Return a code or name of a state, given another one.

    Parameters
    ----------
    country : str or int
        ISO 3166-1, M49, Correlates of War, Gleditsch-Ward, V-Dem or Wikidata id, or a name in
        English, Russian or Chinese.
    to : str
        Field of ``countries`` that is wanted: ``iso3``, ``iso2``, ``m49``, ``cow_code``,
        ``gw_code``, ``vdem_id``, ``wikidata_id``, ``name_en``, ``name_ru`` or ``name_zh``.
    code : str, optional
        What ``country`` is, where a number has several meanings.

    Returns
    -------
    str, int or None
        None where the list has no code for the state.

    Raises
    ------
    UnknownNameError
        If there is no such state or field; the message names the nearest.
    AmbiguousNameError
        If a number means different states in different lists.
    InvalidValueError
        If it is neither text nor a whole number.

    Examples
    --------
    >>> country_code("Киргизия"), country_code("印度", to="cow_code"), country_code("IR", to="name_ru")
    ('KGZ', 750, 'Иран')
    """
    index = country_index()
    return index.value(index.resolve(country, code), to)
