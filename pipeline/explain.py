"""What was found in one text and why: names, quantities, dates, utterances and claims with rule, cue and words."""

from __future__ import annotations

from pathlib import Path

from pipeline.clean import clean
from pipeline.errors import ReadError
from pipeline.extract import extract, find
from pipeline.findings import Findings
from pipeline.language import load_model, model_label, parse_article
from pipeline.readers import read_inputs
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
    lines = ["Namen:"]
    lines += [f"  {n.span.text} → {n.canonical} [{n.kind or 'place'}{' ' + n.country if n.country else ''}{' · ' + n.role if n.role else ''}]" for n in found.names]
    lines += ["Mengen:"]
    lines += [f"  {q.span.text} → {q.minimum}–{q.maximum} {q.unit} ({q.modifier})" for q in found.quantities]
    lines += ["Zeiten:"] + [f"  {t.span.text} → {t.value}" for t in found.times]
    lines += ["Äußerungen:"]
    for u in found.utterances:
        who = u.speaker_name.canonical if u.speaker_name else u.speaker_text or "?"
        cue = u.cue_text or (u.cue.text if u.cue else "–")
        lines.append(f"  [{u.rule} {u.confidence:.2f}] {who} ({u.quote_type}, cue: {cue}): {' … '.join(s.text for s in u.content)}")
    return lines


def _claim(claim: Claim) -> list[str]:
    head = [claim.kind, claim.actor or claim.speaker or "–", claim.stance, claim.topic, claim.direction]
    amount = ""
    if claim.quantity_modifier:
        amount = f" {claim.quantity_min}–{claim.quantity_max} {claim.quantity_unit} ({claim.quantity_modifier})"
    lines = [f"  {' · '.join(part for part in head if part)}{amount}", f"    Regel {claim.rule}, Konfidenz {claim.confidence:.2f}, Zeichen {claim.start}–{claim.end}"]
    for name in ("speaker", "cue", "condition", "target_country", "event_date", "counted", "provider"):
        if value := getattr(claim, name):
            lines.append(f"    {name}: {value}")
    lines.append(f"    „{' '.join(claim.evidence.split())}“")
    return lines
