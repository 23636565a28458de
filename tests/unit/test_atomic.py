"""Writing one file: what is kept, what is respected, and what stays when a step fails."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files import atomic, lock
from cardtui.files.atomic import temporary_beside, write_atomically

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "card.toml"
    path.write_text("old")
    return path


def refusal(path: Path, text: str = "new") -> str:
    """What is said where a file cannot be written."""
    with pytest.raises(FileError) as raised:
        write_atomically(path, text)
    (problem,) = raised.value.problems
    assert problem.path == str(path)
    assert "\n" not in str(problem)
    return problem.message


# Where to


def test_a_chain_of_links_ends_in_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    """The links stay, and the file appears where the last one points, in its own folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to(tmp_path / "real" / "card.toml")
    write_atomically(tmp_path / "first", "new")
    assert (tmp_path / "real" / "card.toml").read_text() == "new"
    assert (tmp_path / "first").readlink() == Path("second")
    assert os.listdir(tmp_path / "real") == ["card.toml"]


def test_links_that_lead_round_in_a_circle_are_told(tmp_path: Path) -> None:
    """Nothing is written, and nothing hangs."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refusal(tmp_path / "a") == "its symbolic links lead round in a circle"


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    """Also where it became one since the card was read."""
    path.unlink()
    path.mkdir()
    assert refusal(path) == "this is a folder"
    assert path.is_dir()


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """Nor a device: what is no regular file stays what it is."""
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    """A null character ends no program."""
    assert refusal(tmp_path / "a\0b") == "no file can have this name"


def test_the_longest_name_can_be_saved(tmp_path: Path) -> None:
    """The temporary file's name is not longer than a name may be."""
    path = tmp_path / ("é" * 125 + ".toml")
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == [path.name]


# Permissions


@needs_root
def test_owner_and_group_stay(path: Path) -> None:
    """Root who edits another's card does not take it away from them."""
    os.chown(path, 1234, 2345)
    path.chmod(0o640)
    write_atomically(path, "new")
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (1234, 2345)
    assert stat.S_IMODE(status.st_mode) == 0o640


def test_a_group_that_cannot_be_kept_gets_no_more_than_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that one group may write is not opened to another group."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    path.chmod(0o664)
    mode, inode, device, links, owner, group, *rest = path.stat()
    theirs = os.stat_result([mode, inode, device, links, owner + 1, group + 1, *rest])
    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr(atomic, "_status_of", lambda _: theirs)
    write_atomically(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_private_text_is_never_open_to_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary file has the mode of the card before there is anything in it."""
    path.chmod(0o600)
    modes = []
    write = os.write

    def watched(descriptor: int, data: bytes) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", watched)
    write_atomically(path, "new")
    assert modes == [0o600]


@pytest.mark.skipif(sys.platform != "linux", reason="attributes of Linux")
def test_extended_attributes_stay(path: Path) -> None:
    """Such as the label that an indexer has put on the card."""
    try:
        os.setxattr(path, "user.kept", b"yes")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    write_atomically(path, "new")
    assert os.getxattr(path, "user.kept") == b"yes"


@not_root
def test_a_folder_that_may_not_be_written_is_told(path: Path) -> None:
    """The file itself may be, but no safe save is possible: it says what is needed."""
    path.parent.chmod(0o555)
    try:
        message = refusal(path)
    finally:
        path.parent.chmod(0o755)
    assert message == "you may not make files in its folder, which a safe save needs"
    assert path.read_text() == "old"


def test_a_folder_that_may_not_be_written_is_told_to_whoever_runs_this(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same without leaving it to who runs the tests."""
    system = os.open

    def refuse(name: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return system(name, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path) == "you may not make files in its folder, which a safe save needs"


# Other programs


def test_what_is_there_is_looked_at_right_before_it_is_replaced(path: Path) -> None:
    """Who does not want to lose it can say no: nothing changes then."""

    class NoError(CardtuiError):
        pass

    seen = []

    def refuse(found: bytes | None) -> None:
        seen.append(found)
        raise NoError(Problem("no"))

    with pytest.raises(NoError):
        write_atomically(path, "new", refuse)
    assert seen == [b"old"]
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == ["card.toml"]


def test_a_file_that_appears_at_the_last_moment_is_looked_at_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new card never takes the place of another program's new card."""
    path = tmp_path / "card.toml"
    system = os.link

    def late(source: str, target: str) -> None:
        path.write_text("theirs")
        system(source, target)

    def refuse(found: bytes | None) -> None:
        if found is not None:
            raise CardtuiError(Problem("no"))

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(CardtuiError):
        write_atomically(path, "ours", refuse)
    assert path.read_text() == "theirs"
    assert os.listdir(tmp_path) == ["card.toml"]


def test_a_file_system_without_hard_links_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a memory stick a new card is renamed into its place."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    write_atomically(tmp_path / "card.toml", "new")
    assert (tmp_path / "card.toml").read_text() == "new"
    assert os.listdir(tmp_path) == ["card.toml"]


def test_a_file_that_disappears_meanwhile_is_written_anew(path: Path) -> None:
    """Nothing is lost by that."""
    write_atomically(path, "new", lambda _: path.unlink())
    assert path.read_text() == "new"


def test_one_writer_at_a_time(path: Path) -> None:
    """A second save waits for the first, and sees what it wrote."""
    seen: list[bytes | None] = []
    second = threading.Thread(target=write_atomically, args=(path, "second", seen.append))

    def begin_second(_: bytes | None) -> None:
        second.start()
        second.join(0.2)
        assert seen == []

    write_atomically(path, "first", begin_second)
    second.join()
    assert seen == [b"first"]
    assert path.read_text() == "second"


def test_a_writer_that_does_not_end_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save does not hang for ever behind a program that was stopped."""
    monkeypatch.setattr(lock, "PATIENCE", 0.02)
    with lock.locked_folder(str(path.parent)) as is_locked:
        assert is_locked
        assert refusal(path) == "another program is saving in this folder"
    assert path.read_text() == "old"


def test_the_lock_ends_with_its_process(path: Path) -> None:
    """Whoever is killed while saving locks nobody out."""
    script = (
        "import os, signal, sys\n"
        "from cardtui.files.atomic import write_atomically\n"
        "write_atomically(sys.argv[1], 'killed', lambda _: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -9
    assert path.read_text() == "old"
    assert len(os.listdir(path.parent)) == 2
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert os.listdir(path.parent) == ["card.toml"]


# Left-over temporary files


def test_what_a_killed_save_has_left_is_swept(path: Path) -> None:
    """Whatever it is, also a link that someone has laid there: it is not written through."""
    victim = path.parent / "victim"
    victim.write_text("precious")
    temporary = Path(temporary_beside(str(path)))
    temporary.write_text("half")
    write_atomically(path, "one")
    temporary.symlink_to(victim)
    write_atomically(path, "two")
    assert path.read_text() == "two"
    assert victim.read_text() == "precious"
    assert sorted(os.listdir(path.parent)) == ["card.toml", "victim"]


def test_without_a_lock_a_running_save_is_not_swept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing tells whether another program is saving, only what is old is taken away."""
    monkeypatch.setattr(lock, "_is_locked", lambda _: False)
    temporary = Path(temporary_beside(str(path)))
    temporary.write_text("running")
    assert refusal(path) == "another program is saving in this folder"
    assert temporary.read_text() == "running"
    os.utime(temporary, (1, 1))
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert os.listdir(path.parent) == ["card.toml"]


def test_temporary_files_of_others_stay(path: Path) -> None:
    """Only the one that this card would have is ours to take away."""
    other = path.parent / ".other.toml.cardtui-tmp"
    other.write_text("theirs")
    os.utime(other, (1, 1))
    write_atomically(path, "new")
    assert other.read_text() == "theirs"


# Disks


@pytest.mark.parametrize("number", sorted(lock.UNSUPPORTED))
def test_a_folder_that_cannot_be_flushed_is_no_failure(
    number: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems know no flush of a folder, and say so."""
    system = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        system(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(path, "new")
    assert path.read_text() == "new"


def test_a_flush_that_failed_is_not_tried_again_on_that_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may have dropped the data: a new file is written for a new attempt."""
    flushed: list[int] = []
    system = os.fsync

    def fsync(descriptor: int) -> None:
        flushed.append(os.fstat(descriptor).st_ino)
        if len(flushed) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        system(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    keep = os.open(path, os.O_RDONLY)
    try:
        assert refusal(path) == "cannot be written (Input/output error)"
        assert len(flushed) == 1
        assert path.read_text() == "old"
        assert os.listdir(path.parent) == ["card.toml"]
        write_atomically(path, "new")
    finally:
        os.close(keep)
    assert path.read_text() == "new"


def test_a_write_that_takes_a_part_is_gone_on_with(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may take three bytes at a time."""
    system = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: system(descriptor, data[:3]))
    write_atomically(path, "äöü" * 100)
    assert path.read_text() == "äöü" * 100


def test_a_write_that_takes_nothing_is_an_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not tried for ever."""
    monkeypatch.setattr(os, "write", lambda *_: 0)
    assert refusal(path) == "cannot be written (Input/output error)"
    assert path.read_text() == "old"


def test_what_is_read_back_differently_is_not_put_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that lies is found out before the old file goes."""
    system = os.write
    monkeypatch.setattr(
        os, "write", lambda descriptor, data: system(descriptor, bytes(data).swapcase())
    )
    assert refusal(path) == "cannot be written (what was written is read back differently)"
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "there is no room left to save (No space left on device)"),
        (errno.EDQUOT, "there is no room left to save (Disk quota exceeded)"),
        (errno.EROFS, "this disk can be read only"),
        (errno.EBUSY, "it is mounted by itself, and so cannot be replaced in one step"),
        (errno.EIO, "cannot be written (Input/output error)"),
    ],
)
def test_what_is_said_of_a_disk(
    number: int, message: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that says what to do about it."""

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    assert refusal(path) == message
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == ["card.toml"]
