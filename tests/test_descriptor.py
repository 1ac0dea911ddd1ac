"""The descriptor: canonical, consistent, and refused with a clear message where it is broken."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from helpers import replace_in

from sco_dataset.canonical import canonical_json
from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import DescriptorError, UnknownNameError
from sco_dataset.rules import registered_rules

FIXED_TABLES = (
    "countries sources members institutions events participants documents officials chairmanships discrepancies claims"
)


def test_it_is_canonical_json(package: Package) -> None:
    content = package.path.read_bytes()
    assert canonical_json(content) == content


def test_the_tables_of_the_data_model_are_there(package: Package) -> None:
    assert set(FIXED_TABLES.split()) <= set(package.table_names)


def test_a_field_name_means_the_same_everywhere(package: Package) -> None:
    meanings = defaultdict(set)
    for table in package.tables:
        for field in table.fields:
            meanings[field.name].add((field.type, field.title, field.description, field.properties.get("delimiter")))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def test_every_table_and_field_is_described(package: Package) -> None:
    for table in package.tables:
        assert table.title
        assert table.description
        for field in table.fields:
            assert field.title, field.name
            assert field.description.endswith("."), field.name


def test_every_table_has_a_summary_of_its_fields(package: Package) -> None:
    for table in package.tables:
        assert table.summary_fields
        assert set(table.summary_fields) < set(table.field_names)


def test_labels_tell_of_every_allowed_value_in_its_order(package: Package) -> None:
    enumerations = [field for table in package.tables for field in table.fields if field.allowed_values]
    assert enumerations
    for field in enumerations:
        assert tuple(field.labels) == field.allowed_values
        assert all(field.labels.values())


def test_every_reference_to_a_table_is_a_foreign_key(package: Package) -> None:
    keys = {(table.name, key.fields[0]) for table in package.tables for key in table.foreign_keys}
    expected = {
        (table.name, field.name)
        for table in package.tables
        for field in table.fields
        if (
            field.name.endswith(("event_id", "institution_id", "document_id", "country"))
            or field.name in ("iso3", "parent_id")
        )
        and (field.name,) != table.primary_key
    }
    assert expected <= keys


def test_all_rules_apply_to_the_shipped_package(package: Package) -> None:
    assert sorted(package.rule_ids) == sorted(registered_rules())


def test_dated_tables_tell_until_when_they_are_complete(package: Package) -> None:
    for table in package.tables:
        if "certainty" in table.field_names:
            assert table.properties["completeUntil"] <= package.properties["created"][:10]
            assert table.properties["completenessNote"]


def test_unknown_names_are_answered_with_the_nearest(package: Package) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'members'"):
        package.table("member")
    with pytest.raises(UnknownNameError, match="did you mean 'start_date'"):
        package.table("members").field("startdate")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"path": "data/sources.csv"',
            '"path": ["data/sources.csv", 1]',
            r"resources\[1\].path: a path or a list of paths",
        ),
        ('"fields": [', '"fields": 3, "other": [', r"fields: a list is needed, not 3"),
        ('"name": "countries"', '"name": 7', r"resources\[0\].name: a string is needed"),
        ('"primaryKey": [', '"primaryKey": ["nothing", ', r"primaryKey: there is no field 'nothing'"),
        ('"name": "sources"', '"name": "countries"', "'countries' stands there twice"),
        ('"rules": [', '"rules": [5, ', r"rules\[0\]: a string is needed"),
        (
            '"interval": "half-open"',
            '"interval": "halfopen"',
            "half-open or closed is needed, not 'halfopen'",
        ),
        ('"completeUntil": "2025-12-31"', '"completeUntil": "2025-13-31"', "completeUntil: a day such as 2017-06-09"),
        ('"summaryFields": [', '"summaryFields": ["nothing", ', r"summaryFields: there is no field 'nothing'"),
        ("{", "", "no JSON"),
        ('"rules": [', '"rules": [], "rules": [', "the key 'rules' stands twice in one object"),
        ("{", "\ufeff{", "begins with a byte order mark; save it as UTF-8 without one"),
    ],
)
def test_a_broken_descriptor_is_refused_with_the_place(package_copy: Path, old: str, new: str, message: str) -> None:
    replace_in(package_copy / "datapackage.json", old, new)
    with pytest.raises(DescriptorError, match=message):
        read_package(package_copy)


def test_a_schema_in_a_file_of_its_own_is_read_again_when_it_changes(tmp_path: Path) -> None:
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": "schema.json"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    for name in ("a", "b"):
        (tmp_path / "schema.json").write_text(json.dumps({"fields": [{"name": name}]}))
        assert read_package(tmp_path).table("t").field_names == (name,)


@pytest.mark.parametrize(
    "path", ["../x.csv", "/etc/passwd", "~/x.csv", "a/../../x.csv", "$HOME/x.csv", "file:x.csv", "a\\b.csv", ""]
)
def test_a_path_that_could_leave_the_package_is_refused(tmp_path: Path, path: str) -> None:
    resource = {"name": "t", "type": "table", "path": path, "schema": {"fields": [{"name": "a"}]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    with pytest.raises(DescriptorError, match="path"):
        read_package(tmp_path)


def test_a_link_out_of_the_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("a\n")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "t.csv").symlink_to(tmp_path / "outside.csv")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    with pytest.raises(DescriptorError, match="link"):
        read_package(folder)
