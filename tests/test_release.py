"""The release folder: complete, true to the tables, the same bytes everywhere, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from helpers import Command, replace_in
from validation.packages import resource, write_package

from sco_dataset.checking import validate
from sco_dataset.cli.rendering import render
from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import DescriptorError, InvalidDataError, UnsafeTargetError
from sco_dataset.exports import export_tables
from sco_dataset.packaged_files import package_folder
from sco_dataset.release import build_release
from sco_dataset.safe_writing import new_folder, write_file


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "release"
    build_release(folder)
    return folder


def content_of(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_each_table_is_there_as_csv_and_parquet(release: Path, package: Package) -> None:
    files = content_of(release)
    for table in package.tables:
        assert files[f"csv/{table.name}.csv"] == table.path.read_bytes()
        assert f"parquet/{table.name}.parquet" in files


def test_parquet_is_typed_described_and_equal_to_csv(release: Path, package: Package) -> None:
    for table in package.tables:
        arrow = pq.read_table(release / f"parquet/{table.name}.parquet")
        cells = list(zip(*(column.to_pylist() for column in arrow.columns), strict=True))
        assert render(arrow.column_names, cells, "csv", fields=table.fields).encode() == table.path.read_bytes()
        assert json.loads(arrow.schema.metadata[b"primaryKey"]) == list(table.primary_key)
        for field in table.fields:
            assert arrow.schema.field(field.name).metadata[b"description"].decode() == field.description
    members = pq.read_schema(release / "parquet/members.parquet")
    types = [str(members.field(name).type) for name in ("start_date", "founding", "sources")]
    assert types == ["date32[day]", "bool", "list<element: string>"]
    assert pq.ParquetFile(release / "parquet/members.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_descriptor_tells_size_and_hash_of_each_file(release: Path) -> None:
    descriptor = json.loads((release / "datapackage.json").read_bytes())
    for described in descriptor["resources"]:
        content = (release / described["path"]).read_bytes()
        assert described["bytes"] == len(content)
        assert described["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_sha256sum_finds_all_files_unchanged(release: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=True)
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(content_of(release)) - {"SHA256SUMS"}


def test_frictionless_accepts_the_release(release: Path) -> None:
    from frictionless import Package as FrictionlessPackage

    assert FrictionlessPackage(str(release / "datapackage.json")).validate().flatten(["title", "message"]) == []


def test_time_zone_locale_and_hash_seed_do_not_change_a_byte(release: Path, command: Command, tmp_path: Path) -> None:
    built = command("build", "--out", tmp_path / "other", TZ="Asia/Kolkata", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="7")
    assert built.returncode == 0, built.stderr
    assert content_of(tmp_path / "other") == content_of(release)


def test_an_invalid_table_is_told_and_nothing_is_written(command: Command, package_copy: Path, tmp_path: Path) -> None:
    replace_in(package_copy / "data/members.csv", "chn-member-2001,CHN,member", "chn-member-2001,CHN,membre")
    built = command("build", "--package", package_copy, "--out", tmp_path / "out")
    assert built.returncode == 1
    assert "members, row" in built.stderr
    assert "membre" in built.stderr
    assert not (tmp_path / "out").exists()


def test_an_older_release_survives_an_invalid_table(package_copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    build_release(target, package_copy)
    before = content_of(target)
    replace_in(package_copy / "data/members.csv", "CHN,member", "CHN,membre")
    with pytest.raises(InvalidDataError):
        build_release(target, package_copy)
    assert content_of(target) == before


def test_a_release_is_replaced_as_a_whole(package_copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    build_release(target, package_copy)
    replace_in(package_copy / "datapackage.json", '"title": "Shanghai', '"title": "The Shanghai')
    build_release(target, package_copy)
    assert read_package(target).properties["title"].startswith("The")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "package"]


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(UnsafeTargetError, match=r"thesis\.docx"):
        build_release(tmp_path / "out")
    assert content_of(tmp_path / "out") == {"thesis.docx": b"years of work"}


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    write_file(tmp_path / "file", b"1")
    (tmp_path / "file").chmod(0o640)
    write_file(tmp_path / "file", b"2")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640
    assert content_of(tmp_path) == {"file": b"2"}


def test_a_file_is_never_half_written(tmp_path: Path) -> None:
    write_file(tmp_path / "file", b"old")
    with (tmp_path / "file").open("rb") as opened:
        write_file(tmp_path / "file", b"new and longer")
        # Who reads it meanwhile reads the old file to its end.
        assert opened.read() == b"old"


@pytest.mark.parametrize("arguments", [("build",), ("export", "--format", "csv")])
def test_an_error_in_writing_names_the_target(arguments: tuple[str, ...], command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = command(*arguments, "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert str(tmp_path / "file" / "out") in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert content_of(tmp_path) == {"file": b""}


def test_a_failure_while_writing_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_file(target / "old", b"1")
    with pytest.raises(FileNotFoundError), new_folder(target) as folder:
        (folder / "missing").rename(folder / "renamed")
    assert content_of(target) == {"old": b"1"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"1")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"2"
    (tmp_path / "folder").mkdir()
    (tmp_path / "other").symlink_to("folder")
    with new_folder(tmp_path / "other") as fresh:
        (fresh / "file").write_bytes(b"3")
    assert (tmp_path / "other").is_symlink()
    assert content_of(tmp_path / "folder") == {"file": b"3"}


@pytest.mark.parametrize("signal_sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_stopped_leaves_nothing_unfinished(signal_sent: signal.Signals, tmp_path: Path) -> None:
    writing = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "sco_dataset",
            "panel",
            "--unit=dyad",
            "--freq=day",
            "--countries=all",
            "--out=days.csv",
        ],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while writing.poll() is None and not list(tmp_path.glob(".days.csv.*/days.csv")):
        time.sleep(0.01)
    writing.send_signal(signal_sent)
    assert writing.communicate() == (None, "sco-dataset: interrupted\n")
    assert writing.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "file", b"1")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


def test_a_disk_that_is_full_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "file", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(tmp_path / "file", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]


def test_the_old_folder_comes_back_where_the_new_one_can_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write_file(target / "old", b"1")
    rename = Path.rename

    def fail(path: Path, to: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PermissionError), new_folder(target) as folder:
        (folder / "fresh").write_bytes(b"2")
    assert [(file.name, file.read_bytes()) for file in target.iterdir()] == [("old", b"1")]


def test_license_codebook_and_coverage_go_along(tmp_path: Path) -> None:
    build_release(tmp_path / "out")
    for name in ("LICENSE", "CODEBOOK.md", "COVERAGE.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (package_folder() / name).read_bytes()


def test_a_link_or_a_file_is_no_folder_of_a_release(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    with pytest.raises(UnsafeTargetError, match="link is no folder"):
        build_release(tmp_path / "link")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnsafeTargetError, match="file is no folder"):
        build_release(tmp_path / "file")


def test_resources_tell_their_media_types(tmp_path: Path) -> None:
    build_release(tmp_path / "out")
    resources = json.loads((tmp_path / "out/datapackage.json").read_bytes())["resources"]
    assert {r.get("mediatype") for r in resources if r["path"].endswith(".parquet")} == {
        "application/vnd.apache.parquet"
    }


def test_an_error_of_the_work_within_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised, new_folder(tmp_path / "out"):
        (tmp_path / "elsewhere").read_bytes()
    assert raised.value.filename == str(tmp_path / "elsewhere")


@pytest.mark.parametrize("name", ["../../thesis", "a/b", ".."])
def test_the_name_of_a_table_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    write_file(tmp_path / "thesis.csv", b"precious")
    table = {**resource("t", [{"name": "a", "type": "string"}]), "name": name}
    package = read_package(write_package(tmp_path / "package", [table], {"t.csv": "a\n1\n"}))
    for write in (
        lambda: build_release(tmp_path / "out", package.path),
        lambda: export_tables(package, "csv", tmp_path),
    ):
        with pytest.raises(DescriptorError):
            write()
    assert [file.name for file in tmp_path.iterdir() if file.name != "package"] == ["thesis.csv"]
    assert (tmp_path / "thesis.csv").read_bytes() == b"precious"


def test_what_lies_outside_the_package_does_not_go_along(package_copy: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "secret", b"secret")
    (package_copy / "LICENSE").unlink()
    (package_copy / "LICENSE").symlink_to(tmp_path / "secret")
    with pytest.raises(DescriptorError, match="LICENSE"):
        build_release(tmp_path / "out", package_copy)


@pytest.mark.parametrize("manifest", [b"0  disk.iso\n", b"0  disk.iso\n0  datapackage.json\n", b"\xff\xfe"])
def test_a_manifest_of_others_gives_no_leave_to_delete(manifest: bytes, tmp_path: Path) -> None:
    write_file(tmp_path / "out" / "disk.iso", b"precious")
    write_file(tmp_path / "out" / "SHA256SUMS", manifest)
    with pytest.raises(UnsafeTargetError, match=r"such as (disk\.iso|SHA256SUMS)"):
        build_release(tmp_path / "out")
    assert (tmp_path / "out" / "disk.iso").read_bytes() == b"precious"


def test_a_release_has_years_times_and_numbers_as_they_are_written(tmp_path: Path) -> None:
    fields = [{"name": name, "type": type} for name, type in (("y", "year"), ("t", "datetime"), ("n", "number"))]
    rows = "y,t,n\n0987,2017-06-09T14:30:00,0.12345678901234567891\n2017,2017-06-10T00:00:00,12345678901234567890.5\n"
    build_release(tmp_path / "out", write_package(tmp_path / "package", [resource("t", fields)], {"t.csv": rows}))
    assert (tmp_path / "out/csv/t.csv").read_text() == rows
    assert validate(tmp_path / "out").valid
