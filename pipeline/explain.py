"""What was found in one text and why: names, quantities, dates, utterances and claims with rule, cue and words."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ReadError
from pipeline.extract import extract, find
from pipeline.findings import Findings, Name, Quantity, Utterance
from pipeline.language import load_model, model_label, parse_article
from pipeline.reading.clean import clean
from pipeline.reading.readers import read_inputs
from pipeline.records import Article, Claim, Failure, RawArticle


def explain(source: str, model: str | None = None) -> str:
    """A readable account of one text, or of the articles in a file, as lines. Raises ReadError, ModelError."""
    nlp = load_model(model)
    lines = [f"Modell: {model_label(nlp)}"]
    for article in _articles(source):
        doc = parse_article(nlp, [paragraph.clean for paragraph in article.analysed()])
        lines += ["", f"== {article.doc}"]
        if len(doc):
            lines += _found(find(doc, article))
        lines += ["Claims:"] + [line for claim in extract(nlp, article).claims for line in _claim(claim)]
    return "\n".join(lines)


def _articles(source: str) -> list[Article]:
    path = Path(source)
    try:
        is_file = path.exists()
    except OSError:  # a text longer than a file name may be
        is_file = False
    if not is_file:
        return [clean(RawArticle(doc="text", text=source))]
    articles = []
    for item in read_inputs([path], {}):
        if isinstance(item, Failure):
            raise ReadError(f"{item.doc}: {item.reason}")
        articles.append(clean(item))
    return articles


def _found(found: Findings) -> list[str]:
    lines = ["Namen:", *(f"  {name.span.text} → {_actor(name)}" for name in found.names)]
    lines += ["Mengen:", *(f"  {amount.span.text} → {_amount(amount)}" for amount in found.quantities)]
    lines += [
        "Zeiten:",
        *(f"  {time.span.text} → {time.value or 'ohne Erscheinungsdatum offen'}" for time in found.times),
    ]
    return [*lines, "Äußerungen:", *(_utterance(utterance) for utterance in found.utterances)]


def _actor(name: Name) -> str:
    about = " · ".join(part for part in (name.kind or "Ort", name.country, name.role) if part)
    return f"{name.canonical} [{about}]"


def _amount(amount: Quantity | Claim) -> str:
    """«15000–30000 soldiers (range)»; one number where both ends are the same."""
    if isinstance(amount, Claim):
        low, high, unit, modifier = (
            amount.quantity_min, amount.quantity_max, amount.quantity_unit, amount.quantity_modifier,
        )  # fmt: skip
    else:
        low, high, unit, modifier = amount.minimum, amount.maximum, amount.unit, amount.modifier
    ends = ["" if end is None else f"{end:.10g}" for end in (low, high)]
    value = ends[0] if ends[0] == ends[1] else "–".join(ends)
    return f"{value} {unit} ({modifier})"


def _utterance(utterance: Utterance) -> str:
    who = utterance.speaker_name.canonical if utterance.speaker_name else utterance.speaker_text or "?"
    cue = utterance.cue_text or (utterance.cue.text if utterance.cue else "–")
    words = " … ".join(span.text for span in utterance.content)
    return f"  [{utterance.rule} {utterance.confidence:.2f}] {who} ({utterance.quote_type}, cue: {cue}): {words}"


def _claim(claim: Claim) -> list[str]:
    head = [claim.kind, claim.actor or claim.speaker or "–", claim.stance, claim.topic, claim.direction]
    amount = ""
    if claim.quantity_modifier:
        amount = f" {_amount(claim)}"
    lines = [
        f"  {' · '.join(part for part in head if part)}{amount}",
        f"    Regel {claim.rule}, Konfidenz {claim.confidence:.2f}, Zeichen {claim.start}–{claim.end}",
    ]
    for name in ("speaker", "cue", "condition", "target_country", "event_date", "counted", "provider"):
        if value := getattr(claim, name):
            lines.append(f"    {name}: {value}")
    lines.append(f"    „{' '.join(claim.evidence.split())}“")
    return lines
