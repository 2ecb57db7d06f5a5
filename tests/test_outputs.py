"""Writing results: over our own files, beside a person's, complete or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.outputs import MANIFEST, digest, read_notes, write_all


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_writes_files_and_a_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    written = write_all(folder, {"a.docx": b"one", "b.md": b"two"})
    assert [(item.path, item.kept) for item in written] == [
        (folder / "a.docx", None),
        (folder / "b.md", None),
    ]
    assert names(folder) == {"a.docx", "b.md", MANIFEST}
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["files"] == {"a.docx": digest(b"one"), "b.md": digest(b"two")}


def test_our_own_file_is_replaced(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    (item,) = write_all(tmp_path, {"a.docx": b"two"})
    assert item.kept is None
    assert (tmp_path / "a.docx").read_bytes() == b"two"


def test_hand_edit_is_kept_and_the_new_file_stands_beside_it(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    (tmp_path / "a.docx").write_bytes(b"signed")
    (item,) = write_all(tmp_path, {"a.docx": b"two"})
    assert (item.path, item.kept) == (tmp_path / "a.new.docx", tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == b"signed"
    assert (tmp_path / "a.new.docx").read_bytes() == b"two"


def test_the_new_file_is_replaced_until_it_is_edited_too(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    (tmp_path / "a.docx").write_bytes(b"signed")
    write_all(tmp_path, {"a.docx": b"two"})
    write_all(tmp_path, {"a.docx": b"three"})
    assert (tmp_path / "a.new.docx").read_bytes() == b"three"
    (tmp_path / "a.new.docx").write_bytes(b"edited as well")
    (item,) = write_all(tmp_path, {"a.docx": b"four"})
    assert item.path == tmp_path / "a.new-2.docx"
    assert (tmp_path / "a.new.docx").read_bytes() == b"edited as well"


def test_a_strangers_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"somebody's")
    write_all(tmp_path, {"a.docx": b"one"})
    assert (tmp_path / "a.docx").read_bytes() == b"somebody's"


def test_moving_the_edited_file_away_makes_room_again(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    (tmp_path / "a.docx").rename(tmp_path / "mine.docx")
    (item,) = write_all(tmp_path, {"a.docx": b"two"})
    assert item.kept is None


def test_digests_of_other_files_are_remembered(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    write_all(tmp_path, {"b.docx": b"two"})
    (item,) = write_all(tmp_path, {"a.docx": b"three"})
    assert item.kept is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', "\udcff"])
def test_damaged_manifest_makes_every_file_a_persons(tmp_path: Path, text: str) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    (tmp_path / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    (item,) = write_all(tmp_path, {"a.docx": b"two"})
    assert item.kept == tmp_path / "a.docx"


def test_notes_are_kept_beside_the_digests(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.docx": b"one"}, {"layouts": {"x": 3}})
    assert read_notes(tmp_path, "layouts") == {"x": 3}
    assert read_notes(tmp_path, "files") == {"a.docx": digest(b"one")}
    assert read_notes(tmp_path / "none", "layouts") is None


def test_same_files_give_the_same_folder(tmp_path: Path) -> None:
    files = {"b.docx": b"two", "a.docx": b"one"}
    write_all(tmp_path / "x", files)
    write_all(tmp_path / "y", files)
    for name in names(tmp_path / "x"):
        assert (tmp_path / "x" / name).read_bytes() == (tmp_path / "y" / name).read_bytes()


@pytest.mark.parametrize("name", ["../a.docx", "sub/a.docx", "/a.docx"])
def test_no_file_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="bad-output-name"):
        write_all(tmp_path / "out", {name: b"one"})
    assert not (tmp_path / "a.docx").exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(InputError, match=r"output-unwritable.*不是文件夹"):
        write_all(tmp_path / "out", {"a.docx": b"one"})
    with pytest.raises(InputError, match="output-unwritable"):
        write_all(tmp_path / "out" / "below", {"a.docx": b"one"})
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(InputError, match="output-unwritable"):
        write_all(tmp_path, {"a.docx": b"one"})
    assert names(tmp_path) == {"a.docx"}


@pytest.mark.parametrize("failing", range(1, 8))
def test_failed_rename_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """A file open in Word cannot be replaced: then none is."""
    older = {"a.docx": b"one", "b.docx": b"two", "c.md": b"three"}
    write_all(tmp_path, older)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace, calls = Path.replace, iter(range(1, 100))

    def sometimes(path: Path, target: Path) -> Path:
        if next(calls) == failing:
            raise PermissionError(13, "in use")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", sometimes)
    with pytest.raises(InputError, match="output-unwritable"):
        write_all(tmp_path, dict.fromkeys((*older, "d.docx"), b"new"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"a.docx": b"one"})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left"):
        write_all(tmp_path, {"a.docx": b"two", "b.docx": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
