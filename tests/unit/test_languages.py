"""Which language a command speaks, and what it says where a bank lacks it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

import cardtui
from cardtui.files.user_folders import SETTINGS_FILE, config_folder
from cardtui.sharing.languages import LoadIn, proper_language, translations_of
from cardtui.sharing.lookup import load_in_file
from support.commands import Result, run_cardtui
from support.repositories import Repository
from support.translations import BANK, FRENCH, translated_folder

CARD = """\
format = 1
id = "one"
bank = { id = "example", version = "1.0.0", sha256 = "x" }

[answers.kind]
value = "image"
"""
ENGLISH_DOCUMENT = "# Details\n\n- **Kind:** Image\n\n## Later\n\n_Not filled in yet._\n"
FRENCH_DOCUMENT = "# Détails\n\n- **Type:** Image fixe\n\n## Suite\n\n_Pas encore renseigné._\n"
LACKING = 'the bank example has no texts in "de"; there are en and fr'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a translated bank, and a card."""
    monkeypatch.chdir(tmp_path)
    translated_folder(tmp_path)
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank"\n')
    (tmp_path / "model-card.toml").write_text(CARD)
    return tmp_path


def set_language(text: str = 'language = "fr"') -> None:
    folder = config_folder()
    folder.mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(text)


def exported(capsys: pytest.CaptureFixture[str], *options: str) -> Result:
    return run_cardtui(capsys, "export", *options)


def test_the_option_goes_before_the_variable_and_that_before_the_settings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And LANG is nobody's wish: many with a French system write English cards."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert exported(capsys) == Result(0, ENGLISH_DOCUMENT, "")
    assert exported(capsys, "--language", "fr") == Result(0, FRENCH_DOCUMENT, "")
    set_language()
    assert exported(capsys) == Result(0, FRENCH_DOCUMENT, "")
    assert exported(capsys, "--language", "en") == Result(0, ENGLISH_DOCUMENT, "")
    monkeypatch.setenv("CARDTUI_LANGUAGE", "en")
    assert exported(capsys) == Result(0, ENGLISH_DOCUMENT, "")
    assert exported(capsys, "--language", "fr") == Result(0, FRENCH_DOCUMENT, "")


def test_settings_that_cannot_be_used_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    set_language("language = 3")
    assert exported(capsys) == Result(0, ENGLISH_DOCUMENT, "")


def test_status_and_why_speak_it(capsys: pytest.CaptureFixture[str]) -> None:
    told = run_cardtui(capsys, "status", "--language", "fr")
    assert told.code == 0
    assert "Détails" in told.out
    assert "Type" in told.out
    told = run_cardtui(capsys, "status", "--why", "layers", "--language", "fr")
    assert "Couches (layers)" in told.out


def test_check_speaks_it_and_its_json_does_not(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    """People read the one; programs, the other, get the same on each machine."""
    (project / "model-card.toml").write_text(f"{CARD}[answers.layers]\nvalue = 0\n")
    assert "At least one layer" in run_cardtui(capsys, "check").out
    set_language()
    for form in ("text", "github"):
        assert "Une couche au moins" in run_cardtui(capsys, "check", "--format", form).out
    assert "At least one layer" in run_cardtui(capsys, "check", "--format", "json").out
    assert "At least one layer" in run_cardtui(capsys, "check", "--language", "en").out
    lacking = run_cardtui(capsys, "check", "--language", "de")
    assert (lacking.code, LACKING in lacking.err) == (1, True)


@pytest.mark.parametrize("section", ["Later", "Suite", "later"])
def test_a_gate_names_sections_in_either_language(
    section: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What CI asks for fails nowhere because of what a person has set."""
    set_language()
    told = run_cardtui(capsys, "check", "--require", section)
    assert (told.code, told.err) == (1, "")
    assert "plans: open, in a section that must be complete" in told.out


def test_set_reads_as_the_bank_says_and_speaks_the_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A script with labels works for whoever runs it; what is said back is for people."""
    set_language()
    told = run_cardtui(capsys, "set", "model-card.toml", "kind=Image", "layers=0")
    assert told.code == 0
    assert "layers: Une couche au moins; kept" in told.err
    told = run_cardtui(capsys, "set", "model-card.toml", "layers=0", "--language", "en")
    assert "At least one layer" in told.err
    assert run_cardtui(capsys, "get", "model-card.toml", "kind").out == "image\n"


def test_the_plain_interview_asks_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(""))
    told = run_cardtui(capsys, "ask", "--language", "fr", "--at", "kind")
    assert told.code == 0
    assert "De quel type de modèle s'agit-il ?" in told.out
    assert "Question 1 sur 5. Détails. Facultatif." in told.out
    monkeypatch.setattr("sys.stdin", StringIO("oui\n:back\n"))
    told = run_cardtui(capsys, "ask", "--language", "fr", "--at", "open_source")
    assert "oui ou non. ? for help." in told.out
    assert "Votre réponse\N{NO-BREAK SPACE}: Oui" in told.out


def test_a_language_that_the_bank_lacks_is_told_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But who names one for a document gets none in another."""
    said = f"cardtui: {Path('bank/bank.toml').absolute()}: {LACKING}\n"
    assert exported(capsys, "--language", "de") == Result(2, "", said)
    monkeypatch.setenv("CARDTUI_LANGUAGE", "de")
    assert exported(capsys) == Result(0, ENGLISH_DOCUMENT, said)
    assert exported(capsys, "--quiet") == Result(0, ENGLISH_DOCUMENT, "")
    told = run_cardtui(capsys, "status")
    assert (told.code, told.err) == (0, said)
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert run_cardtui(capsys, "ask").err == said
    monkeypatch.delenv("CARDTUI_LANGUAGE")
    for command in ("ask", "status"):
        told = run_cardtui(capsys, command, "--language", "de")
        assert (told.code, told.err) == (0, said)
    assert "did you mean `fr`?" in exported(capsys, "--language", "fra").err


@pytest.mark.parametrize(
    "written",
    [
        "kind=Image fixe",
        "kind=image",
        "kind=Image",
        'kind:="Image fixe"',
        'results:=[{"metric": "f1", "Score": 0.5}]',
        'results:=[{"metric": "Score F1", "Valeur": 0.5}]',
    ],
)
def test_a_script_names_options_and_columns_in_either_language(
    written: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The labels of the bank itself are taken whatever language is shown."""
    monkeypatch.setenv("CARDTUI_LANGUAGE", "fr")
    assert run_cardtui(capsys, "set", "new.toml", written) == Result(0, "", "")
    monkeypatch.delenv("CARDTUI_LANGUAGE")
    name = "kind" if written.startswith("kind") else "results"
    stored = run_cardtui(capsys, "get", "new.toml", name).out.strip()
    assert stored == "image" if name == "kind" else '"score": 0.5' in stored


def test_a_script_does_not_know_labels_of_a_language_that_is_not_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What there is instead is told."""
    told = run_cardtui(capsys, "set", "new.toml", "kind=Image fixe")
    assert told.code == 2
    assert '"Image fixe" is not an option: ' in told.err


@pytest.mark.parametrize("language", ["de", "pt-BR", "gsw", "haw", "zh-Hant"])
def test_languages_of_two_letters_and_those_that_have_none(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Swiss German and Hawaiian have a code of three letters alone."""
    assert run_cardtui(capsys, "bank", "translate", "bank", language).code == 0
    assert Path(f"bank/{language}.toml").exists()


def test_a_bank_that_is_not_meant_may_lack_it(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    """Another bank of the project, which is looked at first."""
    other = project / "other.toml"
    other.write_text(BANK.replace('id = "example"', 'id = "other"', 1))
    sources = '[[bank]]\nsource = "other.toml"\n[[bank]]\nsource = "bank"\n'
    (project / "cardtui.toml").write_text(sources)
    assert exported(capsys, "--language", "fr") == Result(0, FRENCH_DOCUMENT, "")


@pytest.mark.parametrize("named", ["../fr", "fr/x", "f", "fr.toml", "française"])
def test_what_is_no_language_is_wrong_use(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It names no file anywhere else."""
    told = exported(capsys, "--language", named)
    assert told.code == 2
    assert told.err == f'cardtui: "{named}" is not a language; write a code such as fr or pt-BR\n'


def test_a_broken_translation_is_told_in_its_place(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / "bank" / "fr.toml").write_text(FRENCH.replace("ask =", "aks =", 1))
    told = exported(capsys, "--language", "fr")
    assert told.code == 2
    assert "fr.toml:11:1: there is no key `aks` here; did you mean `ask`?" in told.err
    assert exported(capsys).code == 0


@pytest.mark.parametrize(
    ("named", "proper"),
    [
        ("fr", "fr"),
        (" FR ", "fr"),
        ("pt_br", "pt-BR"),
        ("ZH-HANT", "zh-Hant"),
        ("es-419", "es-419"),
    ],
)
def test_languages_are_written_in_one_way(named: str, proper: str) -> None:
    assert proper_language(named) == proper


def test_the_nearest_language_is_taken(project: Path) -> None:
    """French for Canada is French, and English for Australia is the bank's own."""
    bank = project / "bank"
    load = LoadIn("fr-CA")
    assert load(bank).bank.language == "fr"
    canadian = 'format = 1\nlanguage = "fr-CA"\ntitle = "Chez nous"\n'
    (bank / "fr-CA.toml").write_text(canadian)
    assert load(bank).bank.title == "Chez nous"
    english = LoadIn("en-AU")
    assert english(bank).bank.language == "en"
    assert not load.lacking | english.lacking


def test_a_lone_file_has_nothing_beside_it(project: Path) -> None:
    """Two lone banks in a folder would share it."""
    lone = project / "bank" / "lone.toml"
    lone.write_text(BANK)
    assert load_in_file(lone).beside("fr.toml") is None
    assert load_in_file(project / "bank").beside("fr.toml") is not None
    assert load_in_file(project / "bank").beside("../cardtui.toml") is None
    assert load_in_file(project / "bank").beside("de.toml") is None


@pytest.mark.parametrize("own", ["en-US", "en"])
def test_a_bank_of_a_country_speaks_its_language(project: Path, own: str) -> None:
    """Who asks for English reads what is there of it."""
    (project / "lone.toml").write_text(f'language = "{own}"\n{BANK}')
    for language in ("en", "en-US"):
        load = LoadIn(language)
        assert load(project / "lone.toml").bank.language == own
        assert not load.lacking
    other = LoadIn("fr-US")
    other(project / "lone.toml")
    assert other.lacking


def test_other_files_beside_a_bank_are_no_translations(project: Path) -> None:
    """Some names could be languages."""
    (project / "bank" / "notes.toml").write_text("x = 1")
    (project / "bank" / "it.toml").write_text("x = 1")
    assert list(translations_of(load_in_file(project / "bank"))) == ["fr"]


# cardtui bank check, cardtui bank translate


def test_bank_check_tells_what_a_translation_lacks(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    """The first few of a kind, and with -v all."""
    whole = (project / "bank" / "bank.toml").read_text()
    more = "".join(
        f'[[section.question]]\nid = "q{i}"\ntype = "text"\nlabel = "Q"\nask = "Q?"\n'
        for i in range(20)
    )
    (project / "bank" / "bank.toml").write_text(whole + more)
    rule = "[missing-translation]"
    told = run_cardtui(capsys, "bank", "check", "bank")
    assert told.code == 1
    assert told.out.count(f"warning: {rule}"[:9]) >= 5
    assert told.out.count(rule) == 6
    assert f"15 more, which -v shows {rule}" in told.out
    assert run_cardtui(capsys, "bank", "check", "bank", "-v").out.count(rule) == 20
    as_json = json.loads(run_cardtui(capsys, "bank", "check", "bank", "--format", "json").out)
    rules = [finding["rule"] for finding in as_json["findings"]]
    assert rules.count("missing-translation") == 20


def test_translating_from_nothing_to_clean(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    """Stubs, translated, found missing and then clean; a new wording is stale until stamped."""
    file, bank = project / "bank" / "fr.toml", project / "bank" / "bank.toml"
    file.unlink()
    told = run_cardtui(capsys, "bank", "translate", "bank", "FR")
    assert told == Result(0, "", f"cardtui: {Path('bank/fr.toml')}: 7 tables to translate added\n")
    assert "missing-translation" in run_cardtui(capsys, "bank", "check", "bank").out
    head, *lines = file.read_text().splitlines(keepends=True)
    file.write_text(head + "".join(line.removeprefix("# ") for line in lines))
    assert "translation" not in run_cardtui(capsys, "bank", "check", "bank").out
    bank.write_text(bank.read_text().replace("Which kind of", "What sort of"))
    said = run_cardtui(capsys, "bank", "check", "bank").out
    stamp = "look at it again, then `cardtui bank translate bank fr kind --stamp`"
    assert f"{stamp} [stale-translation]" in said
    told = run_cardtui(capsys, "bank", "translate", "bank", "fr", "--stamp", "layers")
    assert told.err.endswith(": nothing to stamp\n")
    told = run_cardtui(capsys, "bank", "translate", "bank", "fr", "--stamp")
    assert told.err.endswith(": 1 table stamped\n")
    assert "translation" not in run_cardtui(capsys, "bank", "check", "bank").out
    told = run_cardtui(capsys, "bank", "translate", "bank", "fr")
    assert told.err.endswith(": nothing to add\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bank", "en"], '"en" is the language of the bank itself'),
        (["bank", "../x"], "is not a language"),
        (["bank", "deu"], '"deu" is not the code of a language; did you mean `de`?'),
        (["bank", "ger_at"], "did you mean `de-AT`?"),
        (["bank", "jp"], "did you mean `ja`?"),
        (["bank", "xx"], '"xx" is not the code of a language; write a code such as fr or pt-BR'),
        (["bank", "de", "--stamp"], "there is no such translation; leave out --stamp"),
        (["bank", "fr", "kynd"], "no section or question `kynd`; did you mean `kind`?"),
        (["lone.toml", "fr"], "translations stand in a folder, beside a bank.toml"),
    ],
)
def test_what_cannot_be_translated_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / "lone.toml").write_text(BANK)
    told = run_cardtui(capsys, "bank", "translate", *arguments)
    assert told.code == 2
    assert said in told.err


# Banks that extend others

TEAM = """\
format = 1
id = "team"
version = "1.0.0"
title = "Team"
extends = ["../bank"]
hide = { open_source = "We are." }

[override.layers]
ask = "How many layers has the {kind} model?"
label = "Depth"

[[section]]
id = "later"

[[section.question]]
id = "ticket"
type = "text"
ask = "Which ticket?"
label = "Ticket"
"""


@pytest.fixture
def team(project: Path) -> Path:
    """A bank that extends the translated one, and has no translation yet."""
    folder = project / "team"
    folder.mkdir()
    (folder / "bank.toml").write_text(TEAM)
    return folder


def test_what_another_bank_says_is_translated_beside_that(team: Path) -> None:
    """What the team says otherwise is not: the translation is of other words."""
    load = LoadIn("fr")
    bank = load(team).bank
    assert (bank.language, bank.title, load.lacking) == ("fr", "Team", {})
    assert [section.title for section in bank.sections] == ["Détails", "Suite"]
    layers = bank.questions["layers"]
    assert (layers.ask, layers.name) == ("How many layers has the {kind} model?", "Depth")
    assert (layers.help, layers.unit) == ("Toutes.", "couches")
    assert bank.questions["ticket"].ask == "Which ticket?"
    assert bank.questions["results"].columns[1].name == "Valeur"
    assert bank.sha256 == load_in_file(team).bank.sha256
    german = LoadIn("de")
    german(team)
    assert [problem.remedy for problem in german.lacking.values()] == ["there are en and fr"]


def test_a_team_translates_what_it_says_itself(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no more is asked of it; it may say better what the other bank says."""
    told = run_cardtui(capsys, "bank", "translate", "team", "fr")
    assert told.err.endswith(": 2 tables to translate added\n")
    (team / "fr.toml").write_text(
        'format = 1\nlanguage = "fr"\ntitle = "Équipe"\n[questions.layers]\n'
        'ask = "Combien de couches a le {kind} ?"\nlabel = "Profondeur"\n'
        '[questions.ticket]\nask = "Quel ticket ?"\nlabel = "Ticket"\n'
        '[questions.kind]\nlabel = "Genre"\nask = "Quel genre ?"\nhelp = "Nom."\nwhy = "Loi"\n'
        '[questions.kind.options]\ntext = "T"\nimage = { label = "I", help = "P" }\nrnn = "R"\n'
    )
    bank = LoadIn("fr")(team).bank
    assert (bank.title, bank.questions["layers"].name) == ("Équipe", "Profondeur")
    assert (bank.questions["kind"].name, bank.questions["layers"].help) == ("Genre", "Toutes.")
    run_cardtui(capsys, "bank", "translate", "team", "fr", "--stamp")
    assert "translation" not in run_cardtui(capsys, "bank", "check", "team").out
    base = team.parent / "bank" / "bank.toml"
    base.write_text(base.read_text().replace("All of them.", "All that there are."))
    assert "translation" not in run_cardtui(capsys, "bank", "check", "team").out


def test_a_bank_from_git_speaks_too(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetched and locked with its translation; and a bank of the project that extends it."""
    shared = Repository(tmp_path / "shared")
    others = {name: f'format = 1\nlanguage = "{name}"\n' for name in ("fil", "de-AT")}
    shared.commit("v1.0.0", bank=BANK, fr=FRENCH, **others)
    (project / "cardtui.toml").unlink()
    assert run_cardtui(capsys, "bank", "add", str(shared.folder), "--rev", "v1.0.0").code == 0
    assert exported(capsys, "--language", "fr") == Result(0, FRENCH_DOCUMENT, "")
    assert exported(capsys, "--language", "de").err.endswith("; there are de-AT, en, fil and fr\n")
    checked = run_cardtui(capsys, "bank", "check", "example", "-v").out
    assert "unstamped-translation" in checked
    for name in others:
        assert f"{name}.toml" in checked
    (project / "top.toml").write_text(TEAM.replace("../bank", "example"))
    assert "Détails" in exported(capsys, "--bank", "top.toml", "--language", "fr").out


def test_a_translation_that_cannot_be_read_hides_no_other_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a finding like others, and the banks behind it are looked at, too."""
    (tmp_path / "other").mkdir()
    folder = translated_folder(tmp_path / "other")
    (folder / "de.toml").write_bytes(b'language = "\xff"\n')
    result = run_cardtui(capsys, "bank", "check", str(folder), str(folder))
    assert result.code == 1
    assert result.out.count("de.toml:1:0: error: this is not UTF-8 text") == 2
    assert result.out.count("[unstamped-translation]") == 2


def test_the_library_loads_a_bank_in_a_language(project: Path) -> None:
    """The same bank for the same cards, with other texts; what is missing is told."""
    own, french = cardtui.load_bank("bank"), cardtui.load_bank_in("fr", "bank")
    assert (french.title, french.language) == ("Exemple", "fr")
    assert cardtui.load_bank_in("fr-CA", "bank/bank.toml").title == "Exemple"
    assert cardtui.load_bank_in("en", "bank").file == own.file
    assert (french.id, french.sha256) == (own.id, own.sha256)
    session = cardtui.open_session(french, "model-card.toml")
    assert cardtui.to_markdown(french, session.card, session.state) == FRENCH_DOCUMENT
    with pytest.raises(cardtui.BankError, match=LACKING):
        cardtui.load_bank_in("de", "bank")
    with pytest.raises(cardtui.BankError, match="is not a language"):
        cardtui.load_bank_in("../fr", "bank")


@pytest.mark.parametrize("sealed_by_team", [False, True])
def test_what_another_bank_has_sealed_is_not_worded_anew(
    project: Path, sealed_by_team: bool
) -> None:
    """In no language; what a bank seals itself it may translate."""
    if not sealed_by_team:
        bank = project / "bank" / "bank.toml"
        bank.write_text(bank.read_text().replace('id = "kind"', 'id = "kind"\nsealed = true'))
    (project / "team").mkdir()
    seal = "[override.kind]\nsealed = true\n" if sealed_by_team else ""
    head = 'format = 1\nid = "team"\nversion = "1.0.0"\ntitle = "T"\nextends = ["../bank"]\n'
    (project / "team" / "bank.toml").write_text(head + seal)
    text = 'format = 1\nlanguage = "de"\n[questions.layers]\nask = "Wie viele?"\n'
    (project / "team" / "de.toml").write_text(f'{text}[questions.kind]\nask = "Egal?"\n')
    if sealed_by_team:
        assert cardtui.load_bank_in("de", "team").questions["kind"].ask == "Egal?"
        return
    said = (
        r"de\.toml:5:1: `kind` is sealed \(.*:\d+\): its texts are translated there; leave it out"
    )
    with pytest.raises(cardtui.BankError, match=said):
        cardtui.load_bank_in("de", "team")
    (project / "team" / "de.toml").write_text(text)
    assert cardtui.load_bank_in("de", "team").questions["layers"].ask == "Wie viele?"
