"""A half-finished card for DistilBERT under the default bank; its facts are from the paper."""

from __future__ import annotations

from pathlib import Path

from cardtui.bank.load import load_bank
from cardtui.card.model import Row
from cardtui.interview.session import Session, new_session
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks

ANSWERS: dict[str, object] = {
    "model_name": "DistilBERT",
    "license": "Apache-2.0",
    "overview": "A smaller, faster version of BERT for English text, made by **distillation**.",
    "architecture": "Transformer encoder, 6 layers",
    "use_in_short": "Fine-tuning for classification and question answering",
    "intended_use": "Fine-tune it on your task, above all where BERT is too slow.",
    "loading_snippet": 'from transformers import pipeline\n\npipeline("fill-mask", "distilbert-base-uncased")',
    "initialization": "partial",
    "parameters": 66,
    "layers": 6,
    "compression": ["quantization", "distillation"],
    "quantization_bits": 8,
    "evaluated": True,
}
RESULTS = (
    Row(1, {"metric": "accuracy", "dataset": "SST-2", "part": "dev", "value": 91.3, "unit": "%"}),
    Row(2, {"metric": "F1", "dataset": "SQuAD 1.1", "part": "dev", "value": 86.9, "unit": "%"}),
)


def distilbert_session(folder: Path) -> Session:
    """A session on an unsaved card."""
    bank = load_bank(shipped_banks()[DEFAULT_BANK])
    session = new_session(bank, str(folder / "distilbert.toml"))
    for question, value in ANSWERS.items():
        session.set_value(question, value)
    session.set_rows("results", RESULTS)
    return session
