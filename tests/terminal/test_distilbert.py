"""A whole card, typed in a real terminal: DistilBERT, made from BERT, quantized to 8 bits.

The program is killed half-way. What it prints at the end is compared with `distilbert.md`;
after a change of the questions or the printing, write that file anew with

    CARDTUI_UPDATE_GOLDEN=1 python -m pytest tests/terminal/test_distilbert.py

and read the difference.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tomllib
from pathlib import Path

from cardtui import Bank, load_bank
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from support.at_the_keyboard import (
    Answering,
    Person,
    block,
    installed_cardtui,
    line,
    option,
    options,
    pasted,
    rows,
    status,
)
from support.terminal import Terminal

GOLDEN = Path(__file__).parent / "distilbert.md"
CARD = "distilbert.toml"
NAME = "distilbert-sst2-int8"

ANSWERS: dict[str, Answering] = {
    # Model Summary
    "model_name": line(NAME),
    "license": line("Apache-2.0"),
    "overview": block(
        f"{NAME} tells whether an English sentence speaks well or ill of its subject.\n"
        "\n"
        "It is DistilBERT, a smaller BERT made by *distillation*, fine-tuned on SST-2 and "
        "quantized to 8 bits."
    ),
    "architecture": line("Transformer encoder, 6 layers, 12 heads, otherwise like BERT-base"),
    "use_in_short": line("Sorting English reviews into favourable and unfavourable ones"),
    "characteristics": line("40% smaller than BERT-base and 60% faster; no GPU needed"),
    "training_data_in_short": line("English Wikipedia and BookCorpus, then SST-2"),
    "results_in_short": line("91.3% accuracy on the SST-2 development set before quantization"),
    # Usage
    "intended_use": block(
        "# For whom\n\nDevelopers who sort short English reviews on machines without a GPU."
    ),
    "out_of_scope_use": block("Deciding anything about a person by what they write."),
    "loading_snippet": pasted(
        "from transformers import pipeline\n"
        "\n"
        f'classify = pipeline("text-classification", model="{NAME}")\n'
        'for result in classify(["A touching film."]):\n'
        '    print(result["label"], result["score"])'
    ),
    "can_be_fine_tuned": option("No"),
    "input_kinds": options("Text"),
    "input_shape": line("int64 token ids, batch x length"),
    "context_length": line("512"),
    "output_shape": line("float32, batch x 2: raw scores for negative and positive"),
    "known_failures": block("- Irony is taken at its word.\n- Longer texts are cut off."),
    "failure_prevention": block("Show a person every text with a score below 0.8."),
    # System
    "part_of_system": option("Used both ways"),
    "system_before": line("A language detector that lets only English pass"),
    "system_after": line("A dashboard that counts reviews by month"),
    "input_requirements": block("English, lower-cased by the tokenizer, at most 512 tokens."),
    "outputs_used_downstream": option("Yes"),
    "downstream_dependencies": block("The counts of the dashboard. A wrong label is averaged out."),
    # Implementation requirements
    "training_hardware": line("8 NVIDIA V100 with 16 GB"),
    "training_software": block("PyTorch 1.2\nTransformers 2.0"),
    "training_chips": line("8"),
    "training_time": line("90"),
    "training_flop": status("f3", "Nobody counted it."),
    "training_energy": status("f3", "No meter was attached."),
    "training_place": line("A cluster in France"),
    "inference_hardware": line("Any x86-64 CPU with AVX2; one core is enough"),
    "inference_software": block("ONNX Runtime 1.17\nTransformers 4.38"),
    # Model initialization
    "initialization": option("Parts taken from other models"),
    "base_model": line("bert-base-uncased (every second layer)"),
    # Model stats
    "parameters": line("66"),
    "weights_precision": option("int8"),
    "file_size": line("0.067"),
    "layers": line("6"),
    "latency": line("12.5"),
    "latency_on": line("One core of a Xeon 8259CL, one sentence of 32 tokens"),
    # Other details
    "compression": options("Quantization", "Distillation"),
    "quantization_bits": line("8"),
    "quantization_method": line("Dynamic, after training; weights and activations"),
    "quantization_calibration": status("f2", "Dynamic quantization needs no data."),
    "quantization_quality": rows(
        ("accuracy", "SST-2, development", "91.3", "90.6"),
        ("F1 (positive | negative)", "SST-2, development", "91.5", ""),
    ),
    "distillation_teacher": line("bert-base-uncased"),
    "differential_privacy": option("No"),
    # Data Overview
    "data_overview": block("English prose for the language, film reviews for the task."),
    "data_cutoff": line("2019-10-02"),
    # Training data
    "training_data": block(
        "First, without labels: English Wikipedia and BookCorpus, the data of BERT.\n"
        "\n"
        "Then SST-2: 67,349 phrases from film reviews with the label *positive* or *negative*."
    ),
    "training_data_public": option("Part of it"),
    "training_data_link": line("https://huggingface.co/datasets/stanfordnlp/sst2"),
    "data_collection": options("Existing datasets"),
    "preprocessing": pasted("Lower-cased and cut into word pieces.\r\n\r\nNothing was left out."),
    # Demographic groups
    "people_in_data": option("Probably, but nobody has checked"),
    # Evaluation data
    "split": option("By the published split of a benchmark"),
    "train_size": line("67349"),
    "dev_size": line("872"),
    "test_size": line("1821"),
    "data_differences": block("None: both are phrases from the same reviews."),
    # Summary
    "evaluated": option("Yes"),
    "results": rows(
        ("accuracy", "SST-2", "dev", "90.6", "%", "± 1.0"),
        ("accuracy before quantization", "SST-2", "dev", "91.3", "%", ""),
    ),
    "measured_with": line("Batches of 1, at most 512 tokens, ONNX Runtime on a CPU"),
    "results_links": block("https://arxiv.org/abs/1910.01108"),
    # Subgroup evaluation results
    "subgroups_analyzed": option("Yes"),
    "subgroup_results": rows(
        ("France", "score of 'This film was made in ...'", "0.89", "1"),
        ("Afghanistan", "score of 'This film was made in ...'", "0.08", "1"),
    ),
    "subgroup_assumptions": block("That the name of a country says nothing about a film."),
    "subgroup_failures": block("Texts that name poorer countries. Take their names out first."),
    # Fairness
    "fairness_considered": option("Yes"),
    "fairness_definition": block("The score stays when the name of a country is another."),
    "fairness_metrics": options("Other", specify="Change of the score by country"),
    "fairness_baseline": line("A score of 0.5, for a sentence without an opinion"),
    "fairness_results": block("It is not fair: see the groups."),
    # Usage limitations
    "sensitive_use": option("Yes"),
    "sensitive_uses": block("Judging people by what they post\nModeration without a person"),
    "sensitive_prevention": status("f3", "The license allows any use."),
    "limitations": block("On anything that is not a review, and on texts of several opinions."),
    "before_use": status("f2", ""),
    # Ethics
    "ethical_factors": block("Whether to publish a model with a known bias: with this card, yes."),
    "risks_identified": option("Yes"),
    "risks": rows(
        ("It ranks films by their country", "Film makers", "Mask the names", "Lowered, not gone"),
    ),
    "report_to": line("https://example.org/distilbert/issues"),
}
KILLED_AT = "training_chips"
"""On screen when the program is killed: in the middle, and not required."""


def default_bank() -> Bank:
    """The bank that the program takes for a new card."""
    return load_bank(shipped_banks()[DEFAULT_BANK])


def opened(folder: Path, *more: str, rows: int = 40, columns: int = 120) -> Terminal:
    """The program, opened on the card in `folder`."""
    command = [installed_cardtui(), CARD, *more]
    return Terminal(command, folder=folder, rows=rows, columns=columns)


def at_the(terminal: Terminal) -> Person:
    """Someone at this terminal, whose model has its name."""
    return Person(terminal, default_bank(), {"model_name": NAME})


def leave(terminal: Terminal) -> None:
    """Leave with ctrl+q; the program ends well."""
    terminal.press("ctrl+q")
    assert terminal.wait_until_gone() == 0


def output_of(folder: Path, *arguments: str) -> str:
    """What a command prints on standard output; it says nothing else."""
    done = subprocess.run(
        [installed_cardtui(), *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def stored_answers(folder: Path) -> dict[str, dict[str, object]]:
    """The answers in the file."""
    answers: dict[str, dict[str, object]] = tomllib.loads((folder / CARD).read_text())["answers"]
    return answers


def where_it_resumes(folder: Path) -> str | None:
    """The first open required question, else the first open one after the last answered, else
    the first open one, as `status --json` tells them.
    """
    bank = default_bank()
    states = json.loads(output_of(folder, "status", CARD, "--json"))["questions"]
    asked = [
        name
        for name, question in bank.questions.items()
        if states[name]["relevance"] == "relevant" and question.type != "note"
    ]
    is_open = [states[name]["answer"] == "unanswered" for name in asked]
    still_open = [name for name, open_ in zip(asked, is_open, strict=True) if open_]
    required = [name for name in still_open if bank.questions[name].required]
    last_answered = max((i for i, open_ in enumerate(is_open) if not open_), default=-1)
    later = [name for name in asked[last_answered + 1 :] if name in still_open]
    return next(iter([*required, *later, *still_open]), None)


def test_a_whole_card_is_typed_and_survives_being_killed(tmp_path: Path) -> None:
    """A person types the card, is cut off by SIGKILL, goes on, and exports what they typed."""
    with opened(tmp_path) as terminal:
        person = at_the(terminal)
        person.wait_for_question("model_name")
        answered = person.walk(ANSWERS, until=KILLED_AT)
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_until_gone() == -signal.SIGKILL

    before = (tmp_path / CARD).read_bytes()
    assert list(stored_answers(tmp_path)) == answered
    assert [path.name for path in tmp_path.iterdir()] == [CARD]

    resumes_at = where_it_resumes(tmp_path)
    assert resumes_at is not None
    with opened(tmp_path) as terminal:
        person = at_the(terminal)
        person.wait_for_question(resumes_at)
        leave(terminal)
    assert (tmp_path / CARD).read_bytes() == before

    with opened(tmp_path, "--at", KILLED_AT) as terminal:
        person = at_the(terminal)
        person.wait_for_question(KILLED_AT)
        answered += person.walk(ANSWERS)
        assert person.is_at_overview
        leave(terminal)

    assert list(stored_answers(tmp_path)) == answered
    assert set(ANSWERS) == set(answered)
    document = output_of(tmp_path, "export", CARD)
    if os.environ.get("CARDTUI_UPDATE_GOLDEN"):
        GOLDEN.write_text(document, encoding="utf-8")
    assert document == GOLDEN.read_text(encoding="utf-8")


def test_a_finished_card_opens_on_what_is_left(tmp_path: Path) -> None:
    """With every required answer given, the card opens behind the last answer."""
    with opened(tmp_path) as terminal:
        person = at_the(terminal)
        person.wait_for_question("model_name")
        required = {
            name: ANSWERS[name]
            for name, question in default_bank().questions.items()
            if question.required
        }
        person.walk(required)
        leave(terminal)
    resumes_at = where_it_resumes(tmp_path)
    assert resumes_at is not None
    with opened(tmp_path) as terminal:
        at_the(terminal).wait_for_question(resumes_at)
        leave(terminal)


def test_not_compressed_sets_the_questions_on_quantization_aside(tmp_path: Path) -> None:
    """ "Not compressed" takes them away; "Quantization" brings them back with what was typed."""
    follow_ups = ["quantization_bits", "quantization_method"]
    quantized = ["compression", *follow_ups]
    with opened(tmp_path) as terminal:
        person = at_the(terminal)
        person.wait_for_question("model_name")
        person.answer(ANSWERS["model_name"])
        person.walk({}, until="compression")
        person.answer(options("Quantization"))
        for name in follow_ups:
            person.wait_for_question(name)
            person.answer(ANSWERS[name])
        leave(terminal)
    typed = stored_answers(tmp_path)
    assert list(typed) == ["model_name", *quantized]

    with opened(tmp_path, "--at", "compression") as terminal:
        person = at_the(terminal)
        person.wait_for_question("compression")
        terminal.wait_for("Bits per weight")  # in the outline
        terminal.press("end", "space")
        terminal.wait_for("■ Not compressed")
        terminal.wait_for("- Set aside and kept: Bits per weight")
        person.press("enter")
        assert person.question == "differential_privacy"
        leave(terminal)
    set_aside = stored_answers(tmp_path)
    assert set_aside["compression"]["value"] == ["none"]
    assert [set_aside[name] for name in follow_ups] == [typed[name] for name in follow_ups]
    assert "Dynamic, after training" not in output_of(tmp_path, "export", CARD)

    with opened(tmp_path, "--at", "compression") as terminal:
        person = at_the(terminal)
        person.wait_for_question("compression")
        terminal.press("home", "space")
        terminal.wait_for("answers kept: Bits per weight")
        terminal.wait_for("Bits per weight")
        person.press("enter")
        assert person.question == "quantization_bits"
        terminal.wait_for("▊  8 ")
        person.press("enter")
        assert person.question == "quantization_method"
        terminal.wait_for("Dynamic, after training")
        leave(terminal)
    assert stored_answers(tmp_path) == typed
    assert "Dynamic, after training" in output_of(tmp_path, "export", CARD)
