"""Banks in another language: texts are others, and nothing else is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.translation import translated
from cardtui.bank.translation_report import translation_findings
from cardtui.bank.translation_stubs import stamped, with_stubs
from cardtui.bank.wording import question_texts, wording_fingerprint
from cardtui.errors import BankError, CardtuiError
from cardtui.files.reading import TextFile
from cardtui.formats.html.document import to_html
from cardtui.formats.json.document import to_json
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.explain import explain
from cardtui.interview.interview import Interview
from cardtui.interview.session import Session, new_session, open_session
from cardtui.interview.wording import piped
from support.banks import bank_of, card_of
from support.translations import BANK, FRENCH

UNSTAMPED = "translations do not say of which wording: nobody will see that it has changed"
ANSWERS = {
    "kind": "image",
    "open_source": True,
    "layers": 2000,
    "results": [{"metric": "f1", "score": 0.5}, {"metric": "accuracy"}],
    "plans": "?",
}


def french(text: str) -> TextFile:
    return TextFile("fr.toml", text)


def in_french(text: str = FRENCH) -> Bank:
    return translated(bank_of(BANK), french(text))


def with_head(rest: str) -> str:
    return f'format = 1\nlanguage = "fr"\n{rest}'


def test_every_text_is_the_translated_one() -> None:
    bank = in_french()
    assert (bank.title, bank.language) == ("Exemple", "fr")
    assert [section.title for section in bank.sections] == ["Détails", "Suite"]
    kind, is_open, layers, results, _ = bank
    assert (kind.ask, kind.name) == ("De quel type de modèle s'agit-il ?", "Type")
    assert (kind.help, kind.why) == ("Comme on l'appelle.", "Une loi")
    labels = [(option.id, option.label, option.help) for option in kind.choices]
    assert labels == [
        ("text", "Texte", ""),
        ("image", "Image fixe", "De pixels."),
        ("rnn", "Réseau récurrent", ""),
    ]
    assert is_open.name == "Ouvert"
    assert (layers.help, layers.unit) == ("Toutes.", "couches")
    assert [check.message for check in layers.check] == ["Une couche au moins.", "C'est beaucoup."]
    examples = [(example.text, example.source) for example in layers.named_examples]
    assert examples == [("6 couches", ""), ("12 couches", "BERT")]
    metric, score = results.columns
    assert [option.label for option in metric.choices] == ["exactitude", "Score F1"]
    assert (metric.name, score.name) == ("Mesure", "Valeur")
    assert (score.help, score.unit) == ("Telle que mesurée.", "pts")
    assert bank.section_of["kind"] is bank.sections[0]
    assert bank.parents["later"][0] is bank.sections[0]


def test_what_decides_stays() -> None:
    """Ids, conditions, the checksum; the fingerprint is that of the bank's own wording."""
    own = bank_of(BANK)
    bank = translated(own, french(FRENCH))
    assert bank.original is own
    assert (bank.id, bank.version, bank.sha256) == (own.id, own.version, own.sha256)
    assert list(bank.questions) == list(own.questions)
    assert bank.expressions.questions is own.expressions.questions
    assert translated(bank, french(FRENCH)).file == bank.file


def test_checks_speak_the_language() -> None:
    bank = in_french()
    card = card_of({"layers": 2000, "results": [{"score": 3}]})
    said = [finding.message for finding in Interview(bank).state(card).findings]
    assert said == ["C'est beaucoup.", "Un au plus."]


def test_piping_puts_in_translated_labels() -> None:
    """And a yes is one of the language."""
    bank, card = in_french(), card_of(ANSWERS)
    state = Interview(bank).state(card)
    said = piped(bank, card, state, bank.questions["layers"].ask)
    assert said == "Combien de couches a le modèle de type Image fixe (ouvert : Oui) ?"


def test_conditions_name_what_the_language_names() -> None:
    bank = bank_of(BANK.replace('id = "plans"', 'id = "plans"\nwhen = { kind = "text" }'))
    spoken = translated(bank, french(FRENCH))
    card = card_of({"kind": "text"})
    why = explain(spoken, card, Interview(spoken).state(card), "plans")
    assert why.reasons[0].words == "Type is Texte"


def answered(session: Session) -> bytes:
    session.set_value("kind", "image")
    session.set_value("open_source", True)
    session.set_value("layers", 12)
    session.set_answer("plans", card_of({"plans": "-"}).answers["plans"])
    session.save()
    return Path(session.path).read_bytes()


def test_cards_are_the_same_bytes_in_any_language(tmp_path: Path) -> None:
    own = new_session(bank_of(BANK), str(tmp_path / "en.toml"))
    other = new_session(in_french(), str(tmp_path / "fr-card.toml"))
    other.card = replace(other.card, id=own.card.id)
    assert answered(own) == answered(other)


def test_nothing_is_to_be_confirmed_after_a_change_of_language(tmp_path: Path) -> None:
    path = str(tmp_path / "card.toml")
    answered(new_session(in_french(), path))
    for bank in (bank_of(BANK), in_french()):
        session = open_session(bank, path)
        assert session.state.reconfirm == ()
        assert session.migrated.changes == ()


def test_a_document_has_the_same_tree_and_no_word_of_english() -> None:
    own, bank, card = bank_of(BANK), in_french(), card_of(ANSWERS)
    state = Interview(bank).state(card)
    assert to_markdown(bank, card, state) == (
        "# Détails\n\n"
        "- **Type:** Image fixe\n"
        "- **Ouvert:** Oui\n"
        "- **Couches:** 2000 couches\n\n"
        "**Résultats**\n\n"
        "| Mesure | Valeur (pts) |\n| --- | ---: |\n| Score F1 | 0,5 |\n| exactitude |  |\n\n"
        "## Suite\n\n"
        "- **Projets:** Inconnu\n"
    )
    empty = card_of({})
    said = to_markdown(bank, empty, Interview(bank).state(empty))
    assert said == "# Détails\n\n_Pas encore renseigné._\n\n## Suite\n\n_Pas encore renseigné._\n"
    page = to_html(bank, card, state)
    assert '<html lang="fr">' in page
    assert "Sommaire" in page
    assert 'aria-label="Tableau"' in page
    of_own = to_html(own, card, Interview(own).state(card))
    assert {"Contents", "Table", "Not known"} <= {
        w for w in ("Contents", "Table", "Not known") if w in of_own
    }
    assert page.count("<section") == of_own.count("<section")
    data = to_json(bank, card, state)
    assert '"language": "fr"' in data
    assert '"words": "2 lignes"' in data


def test_numbers_are_written_as_the_language_does() -> None:
    """12,000 would be twelve to a French reader."""
    bank, card = in_french(), card_of({"layers": 12000, "results": [{"score": 0.5}]})
    said = to_markdown(bank, card, Interview(bank).state(card))
    assert "- **Couches:** 12\N{NARROW NO-BREAK SPACE}000 couches\n" in said
    assert "| 0,5 |" in said


def test_a_second_translation_goes_before_the_first() -> None:
    """As that of a team before that of the bank that it builds on."""
    second = french(with_head("[questions.kind]\nlabel = 'Genre'"))
    bank = translated(in_french(), second)
    assert bank.questions["kind"].name == "Genre"
    assert bank.questions["kind"].why == "Une loi"
    assert bank.original.language == "en"


@pytest.mark.parametrize("language", ["de", "fr-CA"])
def test_what_has_no_words_of_ours_has_english_ones(language: str) -> None:
    text = with_head("").replace('"fr"', f'"{language}"')
    bank = translated(bank_of(BANK), TextFile(f"{language}.toml", text))
    card = card_of({"plans": "?"})
    said = to_markdown(bank, card, Interview(bank).state(card))
    assert ("Not known" if language == "de" else "Inconnu") in said


WRONG = [
    ("", "1:1: `format` is missing; add it\nfr.toml:1:1: `language` is missing; add it"),
    (
        'format = 2\nlanguage = "fr"',
        "1:1: this translation has format 2, this version of cardtui reads 1; update cardtui",
    ),
    (
        'format = 1\nlanguage = "de"',
        '2:1: "de" is not the language that the file is named after; write "fr", or call it de.toml',
    ),
    (
        'format = 1\nlanguage = "en"',
        '2:1: "en" is the language of the bank itself; write the language of these texts',
    ),
    (with_head("titel = 'x'"), "3:1: there is no key `titel` here; did you mean `title`?"),
    (
        with_head("[questions.kind]\nakt = 'x'"),
        "4:1: there is no key `akt` here; did you mean `ask`?",
    ),
    (
        with_head("[questions.kind]\nask = 3"),
        "4:1: `ask`: expected a text, found a whole number; put it in quotes",
    ),
    (
        with_head("[questions.layers]\nexamples = '6'"),
        "4:1: `examples`: expected a list, found a text; put it in square brackets",
    ),
    (
        with_head("[questions.kind.options]\ntext = 1"),
        "4:1: `text`: expected a text, found a whole number; put it in quotes",
    ),
    (
        with_head("[questions.kind.options]\ntext = { lable = 'x' }"),
        "4:10: there is no key `lable` here; did you mean `label`?",
    ),
    (
        with_head("[questions.kind]\noptions = ['x']"),
        "4:1: `options`: expected a table; write [questions.kind.options]",
    ),
    (with_head("questions = 'x'"), "3:1: `questions`: expected a table; write [questions]"),
    (with_head("[questions]\nkind = 'x'"), "4:1: `kind`: expected a table; write [questions.kind]"),
    (
        with_head("[questions.results.columns.score]\nask = 'x'"),
        "4:1: there is no key `ask` here; it is a key of a question",
    ),
    (
        with_head("[questions.layers]\nask = '{kynd} ?'"),
        "4:1: `{kynd}`: there is no question `kynd`; did you mean `kind`?",
    ),
    (
        with_head("[questions.layers]\nhelp = '{results} ?'"),
        "4:1: `{results}` is a table: that cannot stand in a sentence",
    ),
    (
        with_head("[questions.layers]\nask = '{ ?'"),
        "4:1: `ask` has a lone `{`: write `{{` for a brace",
    ),
    (
        with_head('[questions.layers]\nask = "a\\nb"'),
        "4:1: `ask` has more than one line; put it on one",
    ),
    (
        with_head('[questions.layers]\ncheck = ["a\\nb"]'),
        "4:10: a message has more than one line; put it on one",
    ),
    (
        "[[section]]\nid = 'x'",
        "this is a bank, not a translation; a translation has `format = 1`, `language`, `[sections.ID]` and `[questions.ID]`",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_every_slip_is_told_in_its_place(text: str, said: str) -> None:
    with pytest.raises(CardtuiError) as caught:
        in_french(text)
    assert str(caught.value).removeprefix("fr.toml:").lstrip() == said


def test_what_is_no_toml_is_told() -> None:
    with pytest.raises(CardtuiError, match=r"fr\.toml:1"):
        in_french("format = ")


# What a translation lacks


def said_of(text: str, bank: str = BANK) -> list[str]:
    file = TextFile("bank.toml", bank)
    found = translation_findings(bank_of(bank), file, french(text))
    return [f"{f.path}:{f.line}: {f.level}: {f.message}" for f in found]


def stamped_french() -> str:
    made, count = stamped(bank_of(BANK), french(FRENCH))
    assert count == 8
    return made.text


def test_a_whole_translation_that_was_looked_at_is_fine() -> None:
    assert said_of(stamped_french()) == []


def test_a_translation_without_stamps_is_told_once() -> None:
    assert said_of(FRENCH) == [
        f"fr.toml:3: warning: 8 {UNSTAMPED}",
    ]


def test_another_wording_makes_a_translation_stale() -> None:
    for old, new in (
        ("Which kind of model is it?", "What is it?"),
        ('"A law"', '"Another law"'),
        ('label = "Image"', 'label = "Picture"'),
        ("Of pixels.", "Pixels."),
    ):
        assert said_of(stamped_french(), BANK.replace(old, new)) == [
            "fr.toml:13: warning: `kind`: the wording has changed since it was translated"
        ]
    column = BANK.replace("One at most.", "At most one.")
    assert [line.partition(": ")[2] for line in said_of(stamped_french(), column)] == [
        "warning: `results`: the wording has changed since it was translated"
    ]


def test_another_title_of_the_bank_makes_that_of_the_translation_stale() -> None:
    """It has a fingerprint of its own, before it."""
    renamed = BANK.replace('title = "Example"', 'title = "Another"', 1)
    assert said_of(stamped_french(), renamed) == [
        "fr.toml:3: warning: the title of the bank: the wording has changed since it was translated"
    ]
    made, count = stamped(bank_of(renamed), french(stamped_french()))
    assert count == 1
    assert said_of(made.text, renamed) == []
    assert stamped(bank_of(renamed), french(stamped_french()), {"kind"})[1] == 0


def test_a_translation_from_before_titles_had_a_fingerprint_is_still_one() -> None:
    """It is used as ever, and gets its stamp the next time."""
    older = re.sub(r'^of = "\w+"\ntitle', "title", stamped_french(), count=1, flags=re.MULTILINE)
    assert in_french(older).title == "Exemple"
    one = "1 translation does not say of which wording: nobody will see that it has changed"
    assert said_of(older) == [f"fr.toml:3: warning: {one}"]
    made, count = stamped(bank_of(BANK), french(older))
    assert (made.text, count) == (stamped_french(), 1)


def test_what_is_not_wording_leaves_it_fresh() -> None:
    """The type, what is required, a condition, the order of options."""
    moved = BANK.replace(
        '"Text", { id = "image", label = "Image", help = "Of pixels." }',
        '{ id = "image", label = "Image", help = "Of pixels." }, "Text"',
    )
    assert moved != BANK
    assert said_of(stamped_french(), moved) == []
    assert said_of(stamped_french(), BANK.replace('type = "bool"', 'type = "text"')) == []


def test_what_is_missing_is_told_where_it_is_to_be_written() -> None:
    """A whole table at the line of the bank, a text at its table."""
    text = FRENCH.replace('help = "Telle que mesurée."\n', "").replace('title = "Exemple"\n', "")
    text = text[: text.index("[questions.plans]")]
    assert said_of(text) == [
        'bank.toml:64: warning: `plans` is not translated ("fr")',
        "fr.toml:1: warning: the title of the bank is not translated",
        f"fr.toml:4: warning: 6 {UNSTAMPED}",
        "fr.toml:31: warning: `results`: not translated: `columns.score.help`",
    ]


def test_many_missing_texts_are_counted() -> None:
    text = with_head('title = "x"\n[questions.results]\nlabel = "x"\n')
    said = [line for line in said_of(text) if "`results`" in line]
    named = "`ask`, `columns.metric.label`, `columns.metric.options.accuracy` and 5 more"
    assert said == [f"fr.toml:4: warning: `results`: not translated: {named}"]


def test_names_may_stay_once_somebody_has_looked() -> None:
    """`F1` is `F1` in French; a sentence is to be translated."""
    text = stamped_french().replace('f1 = "Score F1"\n', "").replace('help = "Toutes."\n', "")
    assert said_of(text) == ["fr.toml:28: warning: `layers`: not translated: `help`"]


def test_what_the_bank_no_longer_has_is_left_over() -> None:
    text = stamped_french() + "[questions.plants]\nask = 'x'\n[sections.detail]\ntitle = 'x'\n"
    text = text.replace("image = {", 'img = "x"\nimage = {')
    text = text.replace('why = "Une loi"', 'why = "Une loi"\nexamples = ["x"]\nunit = "x"')
    text = text.replace('"C\'est beaucoup."]', '"C\'est beaucoup.", "x"]')
    text = text.replace("accuracy =", "acuracy = 'x'\naccuracy =")
    text = text.replace(
        "[questions.results.columns.score]",
        "[questions.results.columns.scor]\n[questions.results.columns.score]",
    )
    assert [line.partition("warning: ")[2] for line in said_of(text)] == [
        "`kind`: the bank has no `examples` number 1 here",
        "`kind`: the bank has no `unit` here",
        "`kind` has no option `img`",
        "`layers`: the bank has no `check` number 3 here",
        "`results` has no option `acuracy`",
        "`results` has no column `scor`",
        "the bank has no question `plants`",
        "the bank has no section `detail`",
    ]
    spoken = in_french(text)
    assert spoken.questions["kind"].unit == ""
    assert spoken.file == in_french(FRENCH).file


def test_what_is_left_over_is_to_be_removed_unless_another_name_was_meant() -> None:
    text = stamped_french() + "[questions.plants]\nask = 'x'\n[questions.gone]\nask = 'x'\n"
    bank = bank_of(BANK)
    found = translation_findings(bank, TextFile("bank.toml", BANK), french(text))
    assert [(each.message, each.fix) for each in found] == [
        ("the bank has no question `plants`", "did you mean `plans`? if not, remove it"),
        ("the bank has no question `gone`", "remove it"),
    ]


def test_a_translation_that_cannot_be_read_is_an_error() -> None:
    assert said_of(with_head("x = 1")) == ["fr.toml:3: error: there is no key `x` here"]
    assert said_of("x")[0].startswith("fr.toml:1: error: this is not TOML")


def test_the_fingerprint_is_of_the_words_alone() -> None:
    """It is no other than the one by which cards see that a question has changed."""
    kind = bank_of(BANK).questions["kind"]
    assert wording_fingerprint(question_texts(kind)) != fingerprint(kind)
    assert wording_fingerprint(question_texts(replace(kind, required=True))) == (
        wording_fingerprint(question_texts(kind))
    )


# Stubs and stamps


def without_hashes(text: str) -> str:
    """The stubs as a person leaves them who takes the # away and changes nothing."""
    head, *lines = text.splitlines(keepends=True)
    return head + "".join(line.removeprefix("# ") for line in lines)


def test_stubs_hold_the_wording_as_toml_behind_hashes() -> None:
    """What is told of a stub that was filled in with the very same words: nothing."""
    bank = bank_of(BANK)
    made, count = with_stubs(bank, "fr", None, "fr.toml")
    assert count == 7
    assert in_french(made.text).file == replace(bank.file, language="fr")
    filled = without_hashes(made.text)
    assert said_of(filled) == []
    spoken = in_french(filled)
    assert [section.title for section in spoken.sections] == ["Details", "Later"]
    assert spoken.questions["layers"] == bank.questions["layers"]
    assert spoken.questions["results"].columns[1] == bank.questions["results"].columns[1]


def test_stubs_leave_what_is_there_as_it_is() -> None:
    """Byte for byte, with CRLF and a byte order mark; the second time there is nothing to add."""
    begun = "\ufeff" + FRENCH[: FRENCH.index("[questions.layers]")].replace("\n", "\r\n")
    made, count = with_stubs(bank_of(BANK), "fr", french(begun), "fr.toml")
    assert count == 4
    assert made.text.startswith(begun)
    assert made.text.count("\n") == made.text.count("\r\n")
    again, count = with_stubs(bank_of(BANK), "fr", made, "fr.toml")
    assert (again, count) == (made, 0)


def test_only_what_is_named_gets_a_stub() -> None:
    made, count = with_stubs(bank_of(BANK), "fr", None, "fr.toml", {"layers", "later"})
    assert count == 2
    assert "[questions.layers]" in made.text
    assert "[sections.later]" in made.text


def test_stamps_leave_all_else_as_it_is() -> None:
    """Comments, order and layout; what is fresh, or not translated, gets none."""
    made = stamped_french()
    kept = [line for line in made.splitlines() if not line.startswith("of = ")]
    assert kept == FRENCH.splitlines()
    assert stamped(bank_of(BANK), french(made)) == (french(made), 0)
    stubs, _ = with_stubs(bank_of(BANK), "fr", None, "fr.toml")
    assert stamped(bank_of(BANK), french(stubs.text.replace("of =", "#")))[1] == 0


def test_a_stale_translation_is_stamped_anew() -> None:
    bank = bank_of(BANK.replace("A law", "Another"))
    made, count = stamped(bank, french(stamped_french()), {"kind"})
    assert count == 1
    found = translation_findings(bank, TextFile("bank.toml", BANK), made)
    assert found == ()
    assert stamped(bank, french(stamped_french()), {"layers"})[1] == 0


def test_inline_tables_and_dotted_keys_are_stamped() -> None:
    text = with_head(
        'title = "x"\nsections.later.title = "x"\n[questions]\nplans = { ask = "x" } # hm\n'
    )
    made, count = stamped(bank_of(BANK), french(text))
    assert count == 3
    assert "# hm" in made.text


WRITTEN = {
    "a header in a text": '[questions.plans]\nask = "x"\nhelp = """\n[questions.kind]\n"""\n[questions.kind]\nask = "x"\n',
    "a table that only others make": '[questions.results.columns.metric]\nlabel = "x"\n[questions.plans]\nask = "x"\n',
    "tables out of order": '[questions.kind]\nask = "x"\n[sections.later]\ntitle = "x"\n[questions.plans]\nask = "x"\n',
    "an empty stamp": '[questions.kind]\nof = ""\nask = "x"\n[questions."plans"]\nask = "x"',
    "other breaks of lines": '[questions.kind]\nask = "x\u2028y"\n[ questions . plans ] # x\nask = "x"',
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_a_stamp_is_written_however_the_table_is(written: str) -> None:
    """And all else that the file says stays."""
    text = with_head(written)
    made, _ = stamped(bank_of(BANK), french(text))
    before, after = tomllib.loads(text), tomllib.loads(made.text)
    for kind in ("sections", "questions"):
        for tables in (before, after):
            for table in tables.get(kind, {}).values():
                table.pop("of", None)
    assert after == before
    rules = {f.rule for f in translation_findings(bank_of(BANK), french(BANK), made)}
    assert not rules & {"unstamped-translation", "stale-translation"}


def test_a_wrong_language_of_a_stamped_file_is_told() -> None:
    with pytest.raises(BankError):
        stamped(bank_of(BANK), TextFile("de.toml", FRENCH))
