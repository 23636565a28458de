"""Banks in a git repository that extend others of the same commit by a path."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.files.user_folders import cache_folder
from cardtui.sharing.contents import hash_of
from support.commands import Result
from support.repositories import Repository, bank_text, needs_git

pytestmark = needs_git

Run = Callable[..., Result]
FRENCH = 'format = 1\nlanguage = "fr"\n[questions.q0]\nask = "Quoi ?"\n'


def extending(*entries: str, bank_id: str = "vision", version: str = "1.0.0") -> str:
    """A bank with one question more, called after its id; `extends` is in line 5."""
    head = f'format = 1\nid = "{bank_id}"\nversion = "{version}"\ntitle = "Theirs"\n'
    named = ", ".join(f"'{entry}'" for entry in entries)
    asked = f'[[section.question]]\nid = "of_{bank_id}"\ntype = "text"\nask = "More?"\n'
    return f'{head}extends = [{named}]\n[[section]]\nid = "only"\n{asked}'


@pytest.fixture(name="theirs")
def _theirs(tmp_path: Path) -> Repository:
    """A repository with a bank that extends another of it, at v1."""
    repository = Repository(tmp_path / "theirs")
    files = {"base/bank": bank_text("base"), "base/fr": FRENCH}
    repository.commit("v1", **{"vision/bank": extending("../base >= 1.0")}, **files)
    return repository


@pytest.fixture(name="add")
def _add(run: Run, theirs: Repository) -> Callable[..., Result]:
    """Add the bank in `vision`, or at another path, at a tag."""
    address = f"file://{theirs.folder}"
    return lambda rev, path="vision": run("bank", "add", address, "--rev", rev, "--path", path)


Add = Callable[..., Result]


def refused(result: Result) -> str:
    """What one line says of a command that came to nothing, and has left nothing."""
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1, result.err
    assert not Path("cardtui.toml").exists()
    return result.err


# What it is for


def test_the_bank_and_what_it_extends_are_locked_and_cached(
    run: Run, add: Add, theirs: Repository
) -> None:
    """Offline, frozen, without the repository; and on a machine that fetches both again."""
    added = add("v1")
    assert added.out.startswith("added vision 1.0.0: 3 questions"), added.err
    locked = (
        '\n\n[[bank.base]]\npath = "base/bank.toml"\nid = "base"\nversion = "1.0.0"\n\n'
        f'[bank.base.files]\n"bank.toml" = "{hash_of(bank_text("base"))}"\n'
        f'"fr.toml" = "{hash_of(FRENCH)}"\n'
    )
    lock = Path("cardtui.lock").read_text()
    assert lock.endswith(locked)
    assert "[bank.extends]" not in lock
    assert run("set", "card.toml", "q0=yes", "of_vision=no", "-q").code == 0
    shutil.rmtree(cache_folder())
    assert run("get", "card.toml", "q0", "--frozen").out == "yes\n"
    shutil.rmtree(theirs.folder)
    assert run("get", "card.toml", "of_vision", "--offline", "--frozen").out == "no\n"
    assert run("bank", "list", "--offline").out.startswith("vision             1.0.0  file://")
    assert "extends    base 1.0.0\n" in run("bank", "show", "vision").out


@pytest.mark.parametrize(
    ("path", "entry", "base"),
    [
        ("vision", "../base.toml", "base"),
        ("vision", "./parts", "vision/parts/bank"),
        ("vision", "parts", "vision/parts/bank"),
        ("vision", "parts.toml", "vision/parts"),
        ("vision/own.toml", ".", "vision/bank"),
        ("a/b/c", "../../..//x/../base/", "base/bank"),
        ("vision", "..", "bank"),
        ("own.toml", "päckchen/ä b", "päckchen/ä b/bank"),
    ],
)
def test_a_path_begins_at_the_bank_that_says_it(
    run: Run, add: Add, theirs: Repository, path: str, entry: str, base: str
) -> None:
    """As it does on a disk: a file, or a folder with a bank."""
    own = path.removesuffix(".toml") if path.endswith(".toml") else f"{path}/bank"
    theirs.commit("v2", **{own: extending(entry), base: bank_text("other")})
    assert add("v2", path).code == 0
    assert f'path = "{base}.toml"\nid = "other"' in Path("cardtui.lock").read_text()
    shutil.rmtree(theirs.folder)
    assert "extends    other 1.0.0\n" in run("bank", "show", "vision", "--offline").out


def test_what_is_extended_extends_by_paths_of_its_own(
    run: Run, add: Add, theirs: Repository
) -> None:
    """Each begins at the bank that says it."""
    theirs.commit(
        "v2",
        **{
            "vision/bank": extending("../deep/er"),
            "deep/er/bank": extending("../../base", bank_id="deeper"),
        },
    )
    assert add("v2").out.startswith("added vision 1.0.0: 4 questions")
    assert run("bank", "show", "vision").out.count("extends    deeper 1.0.0 and base 1.0.0\n") == 1


def test_origins_name_the_file_of_the_repository(run: Run, add: Add, theirs: Repository) -> None:
    """With its line there."""
    override = '[override.q0]\nask = "Which?"\n'
    theirs.commit("v2", **{"vision/bank": extending("../base") + override})
    add("v2")
    at = f"file://{theirs.folder}@v2:"
    assert run("bank", "show", "vision", "--origin", "q0").out == (
        f"q0: base 1.0.0, {at}base/bank.toml:10\n"
        f"  type  text    base 1.0.0, {at}base/bank.toml:12\n"
        f"  ask   Which?  vision 1.0.0, {at}vision/bank.toml:13\n"
    )


def test_translations_of_what_is_extended_are_those_beside_it(run: Run, add: Add) -> None:
    """Also for a bank of the project that extends the one that was fetched."""
    add("v1")
    Path("ours.toml").write_text(extending("vision", bank_id="ours"))
    assert run("bank", "add", "ours.toml").code == 0
    for bank in ("vision", "ours"):
        run("set", f"{bank}-card.toml", "q0=x", f"--bank={bank}", "-q")
        shown = run("export", f"{bank}-card.toml", "--language=fr", "--to=json").out
        assert '"Quoi ?"' in shown, shown


def test_a_bank_of_the_project_that_extends_such_a_one_is_locked_by_it(run: Run, add: Add) -> None:
    """What stands below is pinned once."""
    add("v1")
    Path("ours.toml").write_text(extending("vision", bank_id="ours"))
    assert run("bank", "add", "ours.toml").code == 0
    assert "[bank.extends]" not in Path("cardtui.lock").read_text()
    assert run("bank", "show", "ours", "--frozen", "--offline").code == 0


# A newer commit


def test_an_update_shows_and_takes_what_is_extended(run: Run, add: Add, theirs: Repository) -> None:
    """All of it from one commit, however the tag moves."""
    add("v1")
    run("set", "card.toml", "q0=yes", "-q")
    theirs.commit("v2", **{"base/bank": bank_text("base", "1.1.0", questions=3)})
    theirs.git("tag", "--force", "v1")
    assert "questions  3, 0 required\n" in run("bank", "show", "vision").out
    offered = run("bank", "update", "vision", "--rev", "v2")
    assert offered.code == 1
    assert "changed beside it: base/bank.toml\n" in offered.out
    assert 'Q2: new text in "Only"' in offered.out
    assert run("bank", "update", "vision", "--rev", "v2", "--yes").code == 0
    assert 'id = "base"\nversion = "1.1.0"' in Path("cardtui.lock").read_text()
    assert run("set", "card.toml", "q2=new", "--offline", "-q").code == 0
    assert run("bank", "update").out == "vision 1.0.0: nothing new\n"


def test_an_update_of_what_another_extends_by_id_leaves_paths_alone(
    run: Run, add: Add, theirs: Repository
) -> None:
    """The project has the base too, at another tag: it has no say in what `../base` is."""
    add("v1")
    theirs.commit("v2", **{"base/bank": bank_text("base", "1.5.0")})
    assert add("v2", "base").code == 0
    theirs.commit("v3", **{"base/bank": bank_text("base", "2.0.0", questions=5)})
    updated = run("bank", "update", "base", "--rev", "v3", "--yes")
    assert (updated.code, updated.err) == (0, "")
    assert "extends    base 1.0.0\n" in run("bank", "show", "vision").out
    assert run("bank", "show", "base").out.startswith("base 2.0.0: ")


def test_the_difference_to_a_version_on_the_disk(run: Run, add: Add, theirs: Repository) -> None:
    """A checkout says the same as what was fetched of it."""
    add("v1")
    same = run("bank", "diff", "vision", str(theirs.folder / "vision"))
    assert (same.code, same.err) == (0, "")
    theirs.write("base/bank.toml", bank_text("base", questions=3))
    assert "2" in run("bank", "diff", "vision", str(theirs.folder / "vision")).out


def test_an_update_shows_what_becomes_of_banks_that_extend_it(
    run: Run, add: Add, theirs: Repository
) -> None:
    """They are read with what is offered, and with what that extends."""
    add("v1")
    Path("ours.toml").write_text(extending("vision", bank_id="ours"))
    run("bank", "add", "ours.toml")
    run("set", "card.toml", "q0=yes", "--bank=ours", "-q")
    theirs.commit("v2", **{"base/bank": bank_text("base", "1.1.0", questions=3)})
    offered = run("bank", "update", "vision", "--rev", "v2")
    assert "card.toml: 1 of 4 -> 1 of 5\n  newly asked: Q2\n" in offered.out
    assert "could not be used" not in offered.err


def test_the_bank_is_checked_and_tested_like_any_other(run: Run, add: Add) -> None:
    """Also what is extended, at its place in the repository."""
    add("v1")
    for command in ("check", "test"):
        result = run("bank", command, "vision", "--frozen", "--offline")
        assert (result.code, result.err) == (0, ""), result


# Held to the lock


def test_a_changed_file_of_the_cache_is_never_used(run: Run, add: Add) -> None:
    """Of what is extended as little as of the bank itself."""
    add("v1")
    (cached,) = cache_folder().rglob(hash_of(bank_text("base"))[2:])
    cached.write_text(bank_text("base", "6.6.6"))
    said = run("bank", "show", "vision")
    assert (said.code, said.out) == (2, "")
    assert f"{cached}: this file of the cache was changed, so it is not used" in said.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (hash_of(bank_text("base")), "0" * 64, "(base/bank.toml differs)"),
        (hash_of(FRENCH), "0" * 64, "(base/fr.toml differs)"),
        ('path = "base/bank.toml"', 'path = "base/other.toml"', "cannot extend"),
        ('id = "base"\nversion = "1.0.0"', 'id = "base"\nversion = "1.0.1"', "extends base, which"),
        ('[[bank.base]]\npath = "base/bank.toml"', "[[bank.base]]", "not as cardtui writes it"),
        ('[[bank.base]]\npath = "base', "[[bank.base]]\npath = 1\n# ", "not as cardtui writes it"),
        ("[bank.base.files]", "[bank.base.others]", "not as cardtui writes it"),
        ("[[bank.base]]", "[bank.base]", "not as cardtui writes it"),
    ],
)
def test_a_lock_that_does_not_match(run: Run, add: Add, old: str, new: str, said: str) -> None:
    """It is told, with what to do."""
    add("v1")
    lock = Path("cardtui.lock")
    assert old in lock.read_text()
    lock.write_text(lock.read_text().replace(old, new))
    result = run("bank", "show", "vision")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


# What leads elsewhere


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("../../secret", "the path leaves the repository of this bank; name a bank file or folder"),
        ("../base/../../secret.toml", "the path leaves the repository of this bank"),
        ("../" * 300 + "x", "the path leaves the repository of this bank"),
        ("/etc/passwd", "the path is not relative; say where it is from this bank's folder"),
        ("//host/bank", "the path is not relative"),
        ("..\\\\base", "the path holds a backslash; write it with /"),
        ("C:\\\\base", "the path holds a backslash"),
        ("../base\\u0000", "holds control characters; take them out"),
        ("../ba\\u001b[2Jse", "holds control characters; take them out"),
        ("../base\\nFETCH_HEAD", "holds control characters"),
        ("../\\u202ebase", "holds control characters"),
        ("-x/base", "begins with a hyphen, as an option does; write ./ before"),
        ("./" + "a" * 1000, "the path is longer than 1000 characters"),
        ("../bse", "there is no such bank in its repository; did you mean `../base`?"),
        ("../nowhere/near.toml", "there is no such bank in its repository; name a bank file"),
        ("../base/bank.toml/x", "there is no such bank in its repository"),
        ("~/secret.toml", "there is no such bank in its repository"),
        ("../vision", "the bank `vision` extends itself; leave one of these out"),
        ("file:///etc/bank.toml", "there is no such bank in its repository"),
        ("../base >= 2", "`base` is version 1.0.0 here, and not >= 2"),
    ],
)
def test_a_path_that_leads_nowhere(
    add: Add, theirs: Repository, tmp_path: Path, entry: str, said: str
) -> None:
    """One line at the entry: whatever lies outside of the repository is not looked at."""
    (tmp_path / "secret.toml").write_text(bank_text("secret"))
    text = extending("HERE").replace("'HERE'", f'"{entry}"')
    theirs.commit("v2", **{"vision/bank": text})
    line = refused(add("v2"))
    assert said in line
    assert line.startswith(f"cardtui: file://{theirs.folder}@v2:vision/bank.toml:5:")


@pytest.mark.parametrize(
    ("mode", "kind", "said"),
    [
        ("120000", "blob", "is a symbolic link there, and only plain files are taken; ask who"),
        ("100755", "blob", "is a program (mode 100755) there"),
        ("160000", "commit", "is a submodule there"),
    ],
)
@pytest.mark.parametrize("entry", ["./base", "base", "base/bank.toml"])
def test_only_plain_files_are_extended(
    add: Add, theirs: Repository, tmp_path: Path, mode: str, kind: str, said: str, entry: str
) -> None:
    """A link to a bank of this machine, to a folder, or to another repository."""
    (tmp_path / "secret.toml").write_text(bank_text("secret"))
    link = theirs.blob(str(tmp_path / "secret.toml"))
    of = {"commit": theirs.git("rev-parse", "HEAD")}.get(kind, link)
    bank = theirs.blob(extending(entry))
    theirs.commit_tree(f"{mode} {kind} {of}\tbase", f"100644 blob {bank}\tbank.toml", tag="v2")
    line = refused(add("v2", ""))
    assert f'@v2:bank.toml:5:12: cannot extend "{entry}": `base` {said}' in line
    assert "secret" not in line


def test_a_link_in_the_folder_that_is_extended(add: Add, theirs: Repository) -> None:
    """Neither as its bank nor as a translation."""
    link, bank = theirs.blob("/etc/passwd"), theirs.blob(extending("base"))
    plain = theirs.blob(bank_text("base"))
    for i, lines in enumerate(
        (
            [f"120000 blob {link}\tbank.toml"],
            [f"100644 blob {plain}\tbank.toml", f"120000 blob {link}\tfr.toml"],
        )
    ):
        folder = theirs.git("mktree", given="".join(f"{line}\n" for line in lines))
        own = f"100644 blob {bank}\tbank.toml"
        theirs.commit_tree(f"040000 tree {folder}\tbase", own, tag=f"v2.{i}")
        line = refused(add(f"v2.{i}", ""))
        assert ':bank.toml:5:12: cannot extend "base": `' in line
        assert "is a symbolic link there" in line


def test_a_folder_without_a_bank_is_no_bank(run: Run, add: Add, theirs: Repository) -> None:
    """So its name is an id, as on a disk."""
    theirs.commit("v2", **{"vision/bank": extending("base"), "vision/base/notes": "x = 1\n"})
    assert 'cannot extend "base": there is no bank "base"' in refused(add("v2"))
    assert add("v2", "base").code == 0
    assert run("bank", "show", "base").code == 0
    assert add("v2").code == 0
    assert "[[bank.base]]" not in Path("cardtui.lock").read_text()


def test_circles_and_depth(add: Add, theirs: Repository) -> None:
    """As for all banks that extend others."""
    circle = {"a": extending("./b.toml", bank_id="a"), "b": extending("a.toml", bank_id="b")}
    theirs.commit("v2", **circle)
    said = "these banks extend each other in a circle: `a` extends `b`, and that `a`"
    assert said in refused(add("v2", "a.toml"))
    steps = {f"s{i}": extending(f"s{i + 1}.toml", bank_id=f"s{i}") for i in range(12)}
    theirs.commit("v3", **steps, s12=bank_text("s12"))
    line = refused(add("v3", "s0.toml"))
    assert "@v3:s7.toml:5:12: 8 banks stand on one another already" in line
    assert add("v3", "s5.toml").code == 0


def test_very_many_and_very_large_banks(
    add: Add, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not read further than the limit."""
    names = [f"b{i}" for i in range(201)]
    files = {name: bank_text(name) for name in names}
    theirs.commit("v2", bank=extending(*(f"{name}.toml" for name in names)), **files)
    assert "it and the others come to more than 200 files; extend fewer" in refused(add("v2", ""))
    monkeypatch.setattr("cardtui.sharing.within.MOST_TEXT", 1024 * 1024)
    theirs.commit("v3", bank=extending("./b1.toml"), b1=bank_text("b1") + "#" * 1024 * 1024)
    assert "it and the others come to more than 1 MiB" in refused(add("v3", ""))


def test_a_tree_that_unfolds_without_end(add: Add, theirs: Repository) -> None:
    """A path is followed folder by folder: nothing else is unfolded."""
    tree = theirs.git("mktree", given=f"100644 blob {theirs.blob(bank_text('base'))}\tbank.toml\n")
    for _ in range(10):
        folders = "".join(f"040000 tree {tree}\t{letter}\n" for letter in "abcdefghij")
        tree = theirs.git("mktree", given=folders)
    bank = theirs.blob(extending("./deep" + "/j" * 10))
    theirs.commit_tree(f"100644 blob {bank}\tbank.toml", f"040000 tree {tree}\tdeep", tag="v2")
    assert add("v2", "").out.startswith("added vision 1.0.0: 3 questions")


def test_a_base_that_is_no_bank(add: Add, theirs: Repository) -> None:
    """Its own file and line are told."""
    theirs.commit("v2", **{"base/bank": "format =\n"})
    assert "@v2:base/bank.toml:1:" in refused(add("v2"))
    theirs.commit("v3", **{"base/bank": "x = 1\n"})
    assert "@v3:base/bank.toml: this is not a bank" in refused(add("v3"))
