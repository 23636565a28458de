"""Banks out of installed packages, whose code is never run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.sharing.packages import package_names
from support.commands import Result
from support.repositories import bank_text

Run = Callable[..., Result]


@pytest.fixture(name="site")
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with a bank in one; its code must not run."""
    site = tmp_path / "site"
    install(site, "team = team_banks.vision\n")
    put_package(site)
    monkeypatch.syspath_prepend(str(site))
    return site


def install(site: Path, entries: str, name: str = "team-banks") -> None:
    """What an installer writes down."""
    about = site / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[cardtui.banks]\n{entries}")


def put_package(place: Path, version: str = "1.0.0") -> None:
    """A package with a bank in a folder."""
    vision = place / "team_banks" / "vision"
    vision.mkdir(parents=True, exist_ok=True)
    for folder in (vision.parent, vision):
        (folder / "__init__.py").write_text("raise SystemExit('code of the package was run')\n")
    (vision / "bank.toml").write_text(bank_text(version=version))
    (vision / "fr.toml").write_text("format = 1\n")
    (vision / "notes.toml").write_text("x = 1\n")


def refused(result: Result) -> str:
    """What one line says of a command that came to nothing."""
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1, result.err
    return result.err


def test_a_bank_in_a_package(run: Run, site: Path) -> None:
    """It is read, locked and cached; nothing of the package is imported."""
    said = "added team 1.0.0: 2 questions, from package:team\n"
    assert run("bank", "add", "package:team") == Result(0, said, "")
    assert "file       package:team/bank.toml" in run("bank", "show", "team", "--frozen").out
    assert '"fr.toml"' in Path("cardtui.lock").read_text()
    assert "notes.toml" not in Path("cardtui.lock").read_text()
    assert not {name for name in sys.modules if name.startswith("team_banks")}


def test_a_package_that_is_installed_in_its_own_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editable install leaves its files where they are, and puts that on the path."""
    install(tmp_path / "site", "team = team_banks.vision\n")
    put_package(tmp_path / "source")
    for place in ("source", "site"):
        monkeypatch.syspath_prepend(str(tmp_path / place))
    assert run("bank", "add", "package:team").code == 0


@pytest.mark.parametrize("entry", ["", "."])
def test_a_folder_that_one_is_in_is_no_package(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    """`python -m cardtui` puts it before all that was installed."""
    install(tmp_path / "site", "team = team_banks.vision\n")
    put_package(tmp_path / "source")
    put_package(project, "6.6.6")
    for place in (tmp_path / "source", tmp_path / "site", project / entry if entry else ""):
        monkeypatch.syspath_prepend(str(place))
    assert run("bank", "add", "package:team").out.startswith("added team 1.0.0: ")


def test_a_package_that_is_worked_on_is_found_in_its_own_folder(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installer has put that on the path, behind what Python puts there itself."""
    install(tmp_path / "site", "team = team_banks.vision\n")
    put_package(project)
    for place in (project, tmp_path / "site", project):
        monkeypatch.syspath_prepend(str(place))
    assert run("bank", "add", "package:team").code == 0


def test_two_packages_that_offer_a_bank_of_one_name(run: Run, site: Path) -> None:
    """Which one is meant, nobody can say."""
    install(site, "team = team_banks.vision\n", "other-banks")
    said = refused(run("bank", "add", "package:team"))
    assert (
        'package offers the bank "team": other-banks and team-banks; uninstall all but one' in said
    )


def test_a_newer_package_is_taken_when_it_is_asked_for(run: Run, site: Path) -> None:
    """The cache goes on with the old one; without it, the lock says that there is another."""
    from cardtui.files.user_folders import cache_folder

    run("bank", "add", "package:team")
    put_package(site, "2.0.0")
    assert run("bank", "show", "team").out.startswith("team 1.0.0")
    for cached in cache_folder().rglob("*"):
        if cached.is_file():
            cached.unlink()
    said = refused(run("bank", "show", "team"))
    assert "is not the one that is locked (bank.toml differs)" in said
    assert said.endswith("cardtui bank update team\n")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("other = team_banks.vision", 'no installed package offers the bank "team"'),
        ("team = team_banks.sound", "there is no team_banks/sound/bank.toml"),
        ("team = team_banks:vision", 'is "team_banks:vision", which is no package'),
        ("team = ../../etc", "which is no package"),
        ("team = /etc", "which is no package"),
        ("team = team_banks..vision", "which is no package"),
        ("team = .", "which is no package"),
    ],
)
def test_an_entry_point_that_leads_nowhere(run: Run, site: Path, entry: str, said: str) -> None:
    """Nor out of its package."""
    install(site, f"{entry}\n")
    assert said in refused(run("bank", "add", "package:team"))


def test_a_link_out_of_the_package(run: Run, site: Path, tmp_path: Path) -> None:
    """It is not followed."""
    (tmp_path / "secret.toml").write_text("secret = 1\n")
    bank = site / "team_banks" / "vision" / "fr.toml"
    bank.unlink()
    bank.symlink_to(tmp_path / "secret.toml")
    assert "this leads out of the folder of its bank" in refused(run("bank", "add", "package:team"))


def test_a_bank_of_a_package_names_others_by_their_ids(run: Run, site: Path) -> None:
    """A path is refused in one line: what lies around the package is not looked at."""
    bank = site / "team_banks" / "vision" / "bank.toml"
    bank.write_text(bank_text().replace("[[section]]", 'extends = ["../base"]\n[[section]]'))
    (site / "team_banks" / "base.toml").write_text(bank_text("base"))
    said = refused(run("bank", "add", "package:team"))
    assert 'package:team/bank.toml:6:12: cannot extend "../base": there is no such bank' in said
    assert said.endswith("name a bank of the project by its id\n")


def test_a_folder_called_as_the_bank_is_in_messages(run: Run, site: Path) -> None:
    """Nothing is read out of it, and nothing written."""
    bank = site / "team_banks" / "vision" / "bank.toml"
    bank.write_text(bank_text().replace("[[section]]", 'extends = ["base"]\n[[section]]'))
    Path("package:team/base").mkdir(parents=True)
    Path("package:team/base/bank.toml").write_text(bank_text("base"))
    Path("package:team/bank.toml").write_text(bank.read_text())
    assert 'there is no bank "base"' in refused(run("bank", "add", "package:team"))
    bank.write_text(bank_text())
    assert run("bank", "add", "package:team").code == 0
    before = sorted(Path("package:team").rglob("*"))
    assert "comes from a package" in refused(run("bank", "translate", "team", "de"))
    assert sorted(Path("package:team").rglob("*")) == before


@pytest.mark.parametrize(
    "entries", [b"[cardtui.banks]\nteam\n", b"[cardtui.banks]\n\xff = x\n", b"[x]\nx = \xfe\n"]
)
def test_a_broken_package_is_passed_over(run: Run, site: Path, entries: bytes) -> None:
    """Whatever it is for: what others offer is found as before."""
    install(site, "", "broken")
    (site / "broken-1.0.dist-info" / "entry_points.txt").write_bytes(entries)
    assert run("bank", "add", "package:team").code == 0


def test_names_that_no_source_can_say_are_not_offered(run: Run, site: Path) -> None:
    """Nor is a folder looked for that no disk can have."""
    install(site, f"team = team_banks.vision\na\x1b[31m = x\nb;touch x = x\nlong = {'a' * 300}\n")
    assert "there is long and team" in refused(run("bank", "add", "package:zzz"))
    assert package_names() == ["long", "team"]
    assert 'the bank "long" is not in the package' in refused(run("bank", "add", "package:long"))


def test_a_slip_is_told_with_what_was_meant(run: Run, site: Path) -> None:
    """The nearest name, else all."""
    assert "did you mean `team`?" in refused(run("bank", "add", "package:taem"))
    assert "there is team" in refused(run("bank", "add", "package:zzz"))
