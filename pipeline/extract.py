"""The straight line for one article: cleaned paragraphs → Doc → findings → claims with offsets and ids.

Past this module nobody holds a spaCy object.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.actors.federal import note_address
from pipeline.actors.office_table import contradictions, note_published
from pipeline.claims import find_claims
from pipeline.findings import Draft, Findings, Name, Utterance
from pipeline.language import parse_article
from pipeline.mentions import country_mentioned, find_names
from pipeline.numbers.quantities import find_quantities
from pipeline.offsets import OffsetMap
from pipeline.records import Article, Claim, Extraction, Mention
from pipeline.speech import find_utterances
from pipeline.times.dates import find_times

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CONFIDENCE_DIGITS = 2


def extract(nlp: Language, article: Article) -> Extraction:
    """All mentions and claims of one article; names are unified within the article only (see ``actors.unify``)."""
    return extract_from(parse_article(nlp, paragraphs_of(article)), article)


def paragraphs_of(article: Article) -> list[str]:
    """What of an article the model reads."""
    return [paragraph.clean for paragraph in article.analysed()]


def extract_from(doc: Doc, article: Article) -> Extraction:
    """As ``extract``, from the Doc that ``parse_article`` made of the article's paragraphs."""
    if not len(doc):
        return Extraction(article=article)
    note_address(doc, article.url)
    found = find(doc, article)
    offsets = OffsetMap(article.text, article.analysed())
    return Extraction(
        article=_warned(article, contradictions(doc, found.names)),
        mentions=tuple(_mention(article, name, offsets) for name in found.names),
        claims=tuple(_claims(article, find_claims(found), offsets)),
    )


def _warned(article: Article, warnings: list[str]) -> Article:
    """The article with what else its row of documents.csv has to tell."""
    if not warnings:
        return article
    return article.model_copy(update={"warning": "; ".join(filter(None, (article.warning, *warnings)))})


def find(doc: Doc, article: Article) -> Findings:
    """Everything that claims are made of."""
    note_published(doc, article.published)
    names = [name for name in find_names(doc) if not _is_outlet(name, article)]
    return Findings(
        doc=doc,
        published=article.published,
        names=tuple(names),
        quantities=tuple(find_quantities(doc)),
        times=tuple(find_times(doc, article.published)),
        utterances=tuple(find_utterances(doc, names)),
    )


def _is_outlet(name: Name, article: Article) -> bool:
    """«sagte dem Mainblick» in the Mainblick: the outlet's own name of one word is no person."""
    same = name.canonical.casefold() == article.source.casefold()
    return name.kind == "person" and same and " " not in name.canonical


def _mention(article: Article, name: Name, offsets: OffsetMap) -> Mention:
    start, end = offsets.of(name.span)
    return Mention(
        doc=article.doc,
        start=start,
        end=end,
        text=article.text[start:end],
        type=name.kind,
        canonical=name.canonical,
        role=name.role,
        country=country_mentioned(name),
    )


def _claims(article: Article, drafts: list[Draft], offsets: OffsetMap) -> list[Claim]:
    """Drafts → claims with ids; equal ones are numbered in text order.

    A figure learns which commitment names it, quoted words inside reported speech which claim stands around them.
    """
    seen: Counter[str] = Counter()
    claims: list[Claim] = []
    carrier: dict[int | None, str] = {}
    for draft in drafts:
        fields = _fields(article, draft, offsets)
        key = _identity(article.doc, fields)
        claim_id = (
            "c_" + hashlib.blake2b(f"{key}|{seen[key]}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        )
        seen[key] += 1
        claims.append(Claim(claim_id=claim_id, **fields))
        if draft.kind == "commitment" and draft.quantity is not None:
            carrier.setdefault(id(draft.quantity), claim_id)
        if draft.kind != "figure" and draft.utterance is not None:
            carrier.setdefault(id(draft.utterance.content), claim_id)
    wholes = [carrier.get(_whole(draft), "") for draft in drafts]
    return [
        claim.model_copy(update={"part_of": whole}) if whole else claim
        for claim, whole in zip(claims, wholes, strict=True)
    ]


def _whole(draft: Draft) -> int | None:
    """What the claim is a part of: the quantity that a commitment may name, or the words around quoted ones."""
    if draft.kind == "figure":
        return id(draft.quantity)
    if draft.kind == "statement" and draft.utterance is not None and draft.utterance.inner_of is not None:
        return id(draft.utterance.inner_of.content)
    return None


def _identity(doc: str, fields: dict[str, Any]) -> str:
    """What an id depends on: the claim's own words and values, nothing from other articles."""
    words = " ".join(fields["evidence"].split())
    parts = [doc, fields["kind"], fields["actor"], fields["stance"], fields["topic"], words]
    parts += [str(fields.get("quantity_min")), str(fields.get("quantity_max")), fields.get("quantity_unit", "")]
    return "|".join(parts)


def _fields(article: Article, draft: Draft, offsets: OffsetMap) -> dict[str, Any]:
    start, end = offsets.of(draft.evidence)
    fields: dict[str, Any] = {
        "doc": article.doc,
        "kind": draft.kind,
        "source": article.source,
        "published": article.published,
        "actor": draft.actor,
        "actor_type": draft.actor_type,
        "actor_role": draft.actor_role,
        "actor_country": draft.actor_country,
        "stance": draft.stance,
        "topic": draft.topic,
        "direction": draft.direction,
        "target_country": draft.target_country,
        "condition": draft.condition,
        "counted": draft.counted,
        "provider": draft.provider,
        "event_date": draft.event_date,
        "evidence": article.text[start:end],
        "start": start,
        "end": end,
        "confidence": round(draft.confidence, CONFIDENCE_DIGITS),
        "rule": draft.rule,
        "quote_type": draft.quote_type,
    }
    if draft.quantity is not None:
        fields |= {
            "quantity_min": draft.quantity.minimum,
            "quantity_max": draft.quantity.maximum,
            "quantity_unit": draft.quantity.unit,
            "quantity_modifier": draft.quantity.modifier,
        }
    if draft.utterance is not None:
        fields |= _utterance_fields(draft.utterance, offsets)
        fields["quote_type"] = draft.quote_type or draft.utterance.quote_type
    return fields


def _utterance_fields(utterance: Utterance, offsets: OffsetMap) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "quote": " … ".join(span.text for span in utterance.content),
        "quote_spans": tuple(offsets.of(span) for span in utterance.content),
        "verbatim_parts": tuple(offsets.of(span) for span in utterance.verbatim),
        "speaker": utterance.speaker_name.canonical if utterance.speaker_name else utterance.speaker_text,
        "cue_attitude": utterance.attitude,
        "reported_by": utterance.relay,
    }
    if utterance.cue is not None:
        fields["cue"] = utterance.cue_text or utterance.cue.text
    for part in ("speaker", "cue", "frame", "addressee"):
        span = getattr(utterance, part)
        if span is not None:
            fields[f"{part}_start"], fields[f"{part}_end"] = offsets.of(span)
    return fields
