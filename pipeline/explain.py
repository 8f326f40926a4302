"""What was found in one text and why: names, quantities, dates, utterances and claims with rule, cue and words."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ReadError
from pipeline.extract import extract, find, paragraphs_of
from pipeline.findings import Findings, Name, Quantity, Utterance
from pipeline.language import load_model, model_label, parse_article
from pipeline.messages import phrase
from pipeline.reading.clean import clean
from pipeline.reading.readers import read_inputs
from pipeline.records import Article, Claim, Failure, RawArticle

FILE = "explain"
UNDATED = {"": "undated", "PRESENT_REF": "now", "PAST_REF": "past", "FUTURE_REF": "future"}
FIELDS = (
    "actor_role", "direction", "condition", "target_country", "event_date", "counted", "provider", "speaker", "cue",
    "quote", "reported_by", "part_of",
)  # fmt: skip


def explain(source: str, model: str | None = None) -> str:
    """A readable account of one text, or of the articles in a file, as lines. Raises ReadError, ModelError."""
    nlp = load_model(model)
    lines = [_say("model", model=model_label(nlp))]
    for article in _articles(source):
        doc = parse_article(nlp, paragraphs_of(article))
        lines += ["", f"== {article.doc}"]
        if len(doc):
            lines += _found(find(doc, article))
        done = extract(nlp, article)
        lines += _part("claims", [line for claim in done.claims for line in _claim(claim)])
        lines += [done.article.warning] if done.article.warning else []
    return "\n".join(lines)


def _say(key: str, **values: object) -> str:
    return phrase(FILE, key, **values)


def _part(heading: str, lines: list[str]) -> list[str]:
    return [_say(heading), *(lines or [_say("nothing")])]


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
    times = [f"  {time.span.text} → {time.value or _say(UNDATED[time.reference])}" for time in found.times]
    return [
        *_part("names", [f"  {name.span.text} → {_actor(name)}" for name in found.names]),
        *_part("amounts", [f"  {amount.span.text} → {_amount(amount)}" for amount in found.quantities]),
        *_part("times", times),
        *_part("utterances", [line for utterance in found.utterances for line in _utterance(utterance)]),
    ]


def _actor(name: Name) -> str:
    told = _say("office_table", line=name.source) if name.source else ""
    acts = "" if name.party else _say("mentioned")
    about = " · ".join(part for part in (_say(name.kind), name.country, name.role, told, acts) if part)
    return f"{name.canonical} [{about}]"


def _amount(amount: Quantity | Claim) -> str:
    """«15000–30000 soldiers (range)», «bis 500 soldiers (at_most)»; one number where both ends are the same."""
    if isinstance(amount, Claim):
        low, high, unit, modifier = (
            amount.quantity_min, amount.quantity_max, amount.quantity_unit, amount.quantity_modifier,
        )  # fmt: skip
    else:
        low, high, unit, modifier = amount.minimum, amount.maximum, amount.unit, amount.modifier
    return f"{_ends(low, high)} {unit} ({modifier})"


def _ends(low: float | None, high: float | None) -> str:
    if low is None:
        return _say("up_to", high=f"{high:.10g}") if high is not None else ""
    if high is None:
        return _say("from", low=f"{low:.10g}")
    return f"{low:.10g}" if low == high else f"{low:.10g}–{high:.10g}"


def _utterance(utterance: Utterance) -> list[str]:
    who = utterance.speaker_name.canonical if utterance.speaker_name else utterance.speaker_text
    cue = utterance.cue_text or (utterance.cue.text if utterance.cue else _say("no_cue"))
    told = _say(
        "saying",
        speaker=who or _say("unknown"),
        quote_type=utterance.quote_type,
        cue=cue,
        rule=utterance.rule,
        confidence=f"{utterance.confidence:.2f}",
    )
    return [f"  „{' … '.join(span.text for span in utterance.content)}“", f"    {told}"]


def _claim(claim: Claim) -> list[str]:
    who = claim.actor or claim.speaker or _say("unknown")
    who += f" ({claim.actor_country})" if claim.actor_country else ""
    head = [f"{_say(claim.kind)} {claim.claim_id}: {who}", claim.stance, claim.topic]
    head += [_amount(claim)] if claim.quantity_modifier else []
    confidence = f"{claim.confidence:.2f}"
    return [
        f"  {' · '.join(part for part in head if part)}",
        f"    „{' '.join(claim.evidence.split())}“",
        f"    {_say('why', rule=claim.rule, confidence=confidence, start=claim.start, end=claim.end)}",
        *(f"    {_say(name)}: {value}" for name in FIELDS if (value := _value(claim, name))),
    ]


def _value(claim: Claim, name: str) -> str:
    value = " ".join(str(getattr(claim, name) or "").split())
    if name == "quote" and value == " ".join(claim.evidence.split()):
        return ""  # the sentence itself stands above
    return _say("less") if (name, value) == ("direction", "less") else value
