"""Doc → utterances: direct quotes, reported speech, and who said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.findings import Name, Utterance
from pipeline.speech.attribution import attributed
from pipeline.speech.context import NOTHING, context_behind, continuing
from pipeline.speech.direct import direct
from pipeline.speech.fragments import quoted_words
from pipeline.speech.headlines import headlines
from pipeline.speech.interviews import interview
from pipeline.speech.konjunktiv import merged
from pipeline.speech.nouns import announced, taken_back
from pipeline.speech.quoted import Quoted, quoted_in, with_verbatim
from pipeline.speech.reported import reported
from pipeline.speech.sentence import Sentence
from pipeline.speech.sources import sourced

FINAL = {".", "!", "?", "…"}
RELAYING = {"laut-source", "nach-source", "zufolge-source", "wie-clause", "gemäß-source", "gemäss-source"}


def find_utterances(doc: Doc, names: Sequence[Name]) -> list[Utterance]:
    """All utterances of the article in text order, each with its speaker where one is found."""
    quotations = quoted_in(doc)
    masked = frozenset(token.i for quoted in quotations for token in quoted.span)
    talk = interview(doc, names)
    spoken = [*direct(doc, quotations), *talk.answers]
    found = [*spoken, *_indirect(doc, masked | talk.asked, spoken)]
    found += [
        title
        for title in headlines(doc, names)
        if not any(_holds(title, other) or _holds(other, title) for other in found)
    ]
    found += _told_in_quotes(quotations, masked, found)
    return _nested([with_verbatim(utterance, quotations) for utterance in attributed(doc, found, names)])


def _indirect(doc: Doc, masked: frozenset[int], spoken: Sequence[Utterance]) -> list[Utterance]:
    """Reported speech, sentence by sentence; a report stays open until a sentence reports nothing."""
    heard = frozenset(token.i for utterance in spoken for part in utterance.content for token in part)
    found: list[Utterance] = []
    context = NOTHING
    for span in _behind_quotes(doc, spoken):
        sentence = Sentence(span, masked, heard)
        here = [*reported(sentence), *sourced(sentence), *announced(sentence)]
        back = taken_back(sentence, context.told) if not here else None
        here += [back] if back is not None else []
        quoted = any(token.i in heard for token in span)
        if not quoted:
            here = continuing(sentence, here, context)
        context = context_behind(sentence, here, quoted)
        found.extend(here)
    return merged(found)


def _behind_quotes(doc: Doc, spoken: Sequence[Utterance]) -> Iterator[Span]:
    """The sentences, each cut where the parser overlooked its end: «X sagte: „Es ist gut.“ Ziel sei es gewesen, …»."""
    framed = {token.i for utterance in spoken if utterance.frame is not None for token in utterance.frame}
    ends = {part.end for utterance in spoken for part in utterance.content if part[-1].is_quote and len(part) > 2}
    for sentence in doc.sents:
        start = sentence.start
        for i in range(start + 1, sentence.end):
            closed = i in ends and doc[i - 2].text in FINAL
            if closed and i not in framed and doc[i].text[:1].isupper():
                yield doc[start:i]
                start = i
        yield doc[start : sentence.end]


def _told_in_quotes(
    quotations: Sequence[Quoted], masked: frozenset[int], found: Sequence[Utterance]
) -> Iterator[Utterance]:
    """Quoted words with a cue of their own clause, outside of what is reported anyway."""
    said = {token.i for utterance in found for part in utterance.content for token in part}
    for quoted in quotations:
        if quoted.level == 0 and quoted.span.start not in said:
            utterance = quoted_words(quoted, masked)
            if utterance is not None:
                yield utterance


def _nested(utterances: list[Utterance]) -> list[Utterance]:
    """An utterance inside another's content knows it; a source inside another's frame passes that one on."""
    result: list[Utterance] = []
    around: defaultdict[int, list[Utterance]] = defaultdict(list)  # a word's place → what is said there, in order
    sources = [utterance for utterance in utterances if utterance.rule in RELAYING]
    relays = {id(source): inner for source in sources for inner in utterances if _relays(source, inner)}
    passed_on = {id(inner): source for source, inner in ((s, relays[id(s)]) for s in utterances if id(s) in relays)}
    for utterance in utterances:
        if id(utterance) in relays:
            continue
        near = reversed(around[utterance.content[0].start])
        outer = next((other for other in near if _holds(other, utterance)), None)
        source = passed_on.get(id(utterance)) or (outer if outer is not None and outer.rule in RELAYING else None)
        relay = _name(source) if source is not None else ""
        result.append(replace(utterance, inner_of=outer, relay=relay))
        for place in {place for part in utterance.content for place in range(part.start, part.end)}:
            around[place].append(result[-1])
    return result


def _relays(source: Utterance, inner: Utterance) -> bool:
    """«sagte Holt nach Angaben der Zeitung»: the source stands in the frame of the other and says nothing of its
    own.
    """
    if source.rule not in RELAYING or source.frame is None or inner.frame is None or source is inner:
        return False
    return inner.frame.start <= source.frame.start and source.frame.end <= inner.frame.end


def _name(utterance: Utterance) -> str:
    return utterance.speaker_name.canonical if utterance.speaker_name is not None else utterance.speaker_text


def _holds(outer: Utterance, inner: Utterance) -> bool:
    start, end = inner.content[0].start, inner.content[-1].end
    return any(part.start <= start and end <= part.end for part in outer.content)
