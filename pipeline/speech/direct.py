"""Utterances in quotation marks: framed («…», sagte X; X sagte: «…»), interrupted, or standing alone.

Titles and scare quotes are no utterances; quoted words within reported speech are kept as its verbatim parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.framing import framed
from pipeline.speech.headlines import label_of
from pipeline.speech.mood import is_reported
from pipeline.speech.nouns import owner_of
from pipeline.speech.phrases import phrase
from pipeline.speech.pieces import SEPARATORS, has_zu_infinitive
from pipeline.speech.quoted import FEW, Quoted
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, speaker_of, subject_phrase, text_before

FAR = 60
MAIN = {"first", "second", "rest", "none"}
JOINING = {"und", "oder"}
BEFORE = {"cue-colon", "cue-quote", "text-colon", "colon"}


def direct(doc: Doc, quotations: Sequence[Quoted]) -> list[Utterance]:
    """The quotations that are utterances of their own, with frame, cue and speaker where they have them."""
    found: list[Utterance] = []
    done: set[int] = set()
    outer = [quoted for quoted in quotations if quoted.level == 0]
    places = {quoted.span.start: place for place, quoted in enumerate(outer)}
    masked = frozenset(token.i for quoted in outer for token in quoted.span)
    for k, quoted in enumerate(outer):
        if k in done:
            continue
        utterance = _framed_behind(quoted, outer[k + 1 :], masked) or _framed_before(quoted, masked) or _alone(quoted)
        if utterance is None and found and _goes_on_with(found[-1], quoted):
            utterance = replace(found[-1], content=(quoted.span,))
        if utterance is None and k + 1 < len(outer) and _is_joined(quoted, outer[k + 1]):
            following = _framed_behind(outer[k + 1], outer[k + 2 :], masked)
            utterance = replace(following, content=(quoted.span,)) if following is not None else None
        if utterance is not None:
            found.append(utterance)
            done.update(places[part.start] for part in utterance.content if part.start in places)
    return found


def _goes_on_with(last: Utterance, quoted: Quoted) -> bool:
    """«X sagte: „…“ und „…“»: only «und» or «oder» parts the quotation from one that a cue introduces."""
    start, end = last.content[-1].end, quoted.span.start
    between = [token.lower_ for token in quoted.span.doc[start:end] if token.text != ","]
    return len(between) == 1 and between[0] in JOINING and last.rule in BEFORE and len(quoted.words) >= FEW


def _is_joined(quoted: Quoted, following: Quoted) -> bool:
    """«„…“ und „…“, sagte X»: the cue behind the second quotation introduces both."""
    between = [token.lower_ for token in quoted.span.doc[quoted.span.end : following.span.start]]
    return len(between) == 1 and between[0] in JOINING and quoted.is_clause and _begins_sentence(quoted.span)


def _framed_behind(quoted: Quoted, later: Sequence[Quoted], masked: frozenset[int]) -> Utterance | None:
    """«…», sagte X; «…», so X; «…», wie X sagte; interrupted: «…», sagte X, «…»."""
    doc, at = quoted.span.doc, quoted.span.end
    while at < len(doc) and (doc[at].text in {",", "–", "-", "—"} or doc[at].is_space):
        at += 1
    if at >= len(doc) or (at == quoted.span.end and not quoted.is_clause) or not _stands_free(quoted.span):
        return None
    if not (doc[at].text[:1].isalpha() or doc[at].text in SEPARATORS):
        return None  # the cheap question first: neither a verb nor so or wie stands there
    end = _sentence_end(doc, at)
    rest = Sentence(doc[at:end], masked, masked)
    if not rest.pieces:
        return None
    cue = next((cue for cue in cues_in(rest.span) if cue.verb.i not in masked and _leads(cue, at, rest)), None)
    if cue is None:
        return _so_behind(quoted, rest, later)
    goes_on = _reported_rest(rest, cue)
    stop = goes_on.start - 1 if goes_on is not None else _frame_stop(rest, cue, later)
    speaker = speaker_of(cue, at, stop)
    if "quote" not in cue.entry.takes and not quoted.is_clause:
        return None
    parts = [quoted.span, *([goes_on] if goes_on is not None else _resumed(stop, later))]
    said = framed(parts, doc[quoted.span.end : stop], speaker, "quote-cue", 0.98, cue)
    return said if goes_on is None else replace(said, quote_type="mixed")


def _reported_rest(rest: Sentence, cue: Cue) -> Span | None:
    """«„Bis es zu spät war“, stellte Holm fest, sei „nichts passiert“»: the sentence goes on in the Konjunktiv."""
    home = rest.home(cue.verb)
    following = rest.pieces[home + 1] if 0 <= home < len(rest.pieces) - 1 else None
    if following is None or following.opening != "first" or not is_reported(following.finite):
        return None
    return rest.doc[following.start : rest.without_stop(rest.span.end)]


def _sentence_end(doc: Doc, at: int) -> int:
    """The end of the sentence at token ``at``, over borders that the parser set behind a quotation mark."""
    end = doc[at].sent.end
    while (
        end < len(doc)
        and doc[end - 1].text not in {".", "!", "?", "…", ":"}
        and not _starts_paragraph(doc, end)
        and end - at < FAR
    ):
        end = doc[end].sent.end
    return end


def _starts_paragraph(doc: Doc, i: int) -> bool:
    return i in doc.user_data.get(syntax.PARAGRAPHS, ())


def _leads(cue: Cue, at: int, rest: Sentence) -> bool:
    """The cue's finite verb comes first behind the quotation, or its clause begins with wie or so."""
    first = rest.doc[at]
    finite = cue.verb if cue.form == "finite" else syntax.finite_of(cue.verb)
    if finite is not None and finite.i == at:
        return cue.form == "finite" or cue.verb.i > at
    if first.lower_ in {"wie", "so"}:
        return rest.home(cue.verb) <= 2
    return False


def _frame_stop(rest: Sentence, cue: Cue, later: Sequence[Quoted]) -> int:
    """Where the frame ends: before the next quotation or the sentence's final stop."""
    following = next(
        (quoted.span.start for quoted in later if quoted.span.start >= cue.verb.i and quoted.is_clause), rest.span.end
    )
    return rest.without_stop(min(following, rest.span.end))


def _resumed(stop: int, later: Sequence[Quoted]) -> list[Span]:
    """The part of an interrupted quote that follows its frame."""
    following = next(iter(later), None)
    if following is None or (not following.is_clause and len(following.words) < FEW):
        return []
    between = following.span.doc[stop : following.span.start]
    return [following.span] if len(between) == 1 and between[0].text in {",", "–", ":"} else []


def _so_behind(quoted: Quoted, rest: Sentence, later: Sequence[Quoted]) -> Utterance | None:
    """«…», so Merz."""
    piece = rest.pieces[0]
    if piece.span[0].lower_ != "so" or piece.finite is not None or len(piece.span) < 2:
        return None
    end = rest.apposition_end(0)
    doc = rest.doc
    return framed(
        [quoted.span, *_resumed(end, later)],
        doc[quoted.span.end : end],
        doc[piece.start + 1 : end],
        "quote-so",
        0.95,
        word=piece.span[0],
    )


def _framed_before(quoted: Quoted, masked: frozenset[int]) -> Utterance | None:
    """X sagte: «…»; X sagte, «…»; with a colon also without a cue («Merz: „…“»)."""
    doc, start = quoted.span.doc, quoted.span.start
    if start == 0 or _starts_paragraph(doc, start):
        return None
    mark = doc[start - 1].text
    if mark not in {":", ","}:
        return None
    begin = _frame_start(doc, start, masked)
    frame = doc[begin:start]
    head = Sentence(frame, masked, masked)
    if mark == "," and not cues_in(frame) and any(token.is_alpha for token in frame):
        return None  # before the pieces are looked for
    if mark == "," and head.pieces:
        frame_piece = head.pieces[-1]
        wanted = _wanted(quoted)
        cue = next(
            (cue for cue in reversed(cues_in(frame)) if frame_piece.holds(cue.verb) and wanted in cue.entry.takes), None
        )
        if cue is None:
            return None
        return framed([quoted.span], frame, speaker_of(cue, begin, start), "cue-quote", 0.95, cue)
    return _behind_colon(quoted, frame, head, masked)


def _wanted(quoted: Quoted) -> str:
    """What a cue must take for the quotation behind its comma: a dass clause, an infinitive («rät, „still zu
    bleiben“»), a whole thought; empty for mere words.
    """
    if quoted.is_clause:
        return "dass" if quoted.words[0].lower_ == "dass" else "quote"
    return "inf" if has_zu_infinitive(quoted.words) and len(quoted.words) >= FEW else ""


def _frame_start(doc: Doc, start: int, masked: frozenset[int]) -> int:
    """The begin of the sentence that the mark before the quotation ends, behind a quotation that ends there."""
    begin = doc[start - 1].sent.start
    while (
        begin < start - 1
        and (begin in masked or doc[begin].is_punct or doc[begin].is_space)
        and doc[begin].is_quote | doc[begin].is_space
    ):
        begin += 1
    return begin


def _behind_colon(quoted: Quoted, frame: Span, head: Sentence, masked: frozenset[int]) -> Utterance | None:
    label = label_of(frame)
    cues = [cue for cue in cues_in(frame) if cue.verb.i not in masked]
    if cues and label is None:
        predicates = [cue for cue in reversed(cues) if _is_predicate(cue)] or cues[-1:]
        cue = next((cue for cue in predicates if _may_lead(cue, head)), predicates[0])
        speaker = speaker_of(cue, frame.start, frame.end)
        return framed([quoted.span], frame, speaker, "cue-colon", 0.98, cue)
    if not quoted.is_clause and (len(quoted.words) < FEW or any(syntax.is_finite(token) for token in frame)):
        return None  # «Am Abend stellte sie ihr Buch vor: „Der lange Weg nach Hause“»
    text = text_before(frame)
    if text is not None and label is None:
        return framed([quoted.span], frame, text, "text-colon", 0.8)
    main = next((piece.finite for piece in head.pieces if piece.opening in MAIN and piece.finite is not None), None)
    # «Die Stadt sei dem Verein dankbar: „…“» goes on with who spoke before
    speaker = label or (_nearest_speaker(frame) if not is_reported(main) else None)
    return framed([quoted.span], frame, speaker, "colon", 0.78)


def _may_lead(cue: Cue, head: Sentence) -> bool:
    """The cue of the main clause, or of the clause right before the colon: not the one between in «Dort heißt es, warum
    man sich entschied, als Antwort: „…“».
    """
    home = head.home(cue.verb)
    return home == len(head.pieces) - 1 or (home >= 0 and head.pieces[home].opening in MAIN)


def _is_predicate(cue: Cue) -> bool:
    """«entgegnete Holt empört: „…“»: a participle without its auxiliary tells only how somebody spoke."""
    return cue.form != "participle" or bool(syntax.auxiliaries(cue.verb))


def _nearest_speaker(frame: Span) -> Span | None:
    """The subject of the sentence before the colon, or the phrase itself where it has no verb («Merz: …»); whose words
    a noun announces («Das Fazit von Holt: …»).
    """
    for token in frame:
        owner = owner_of(token, frame.start, frame.end) if noun_entry(token) is not None else None
        if owner is not None:
            return owner
    for token in frame:
        if syntax.basic(token) == "nsubj" and (is_speaker(token) or syntax.is_pronoun(token)):
            return phrase(token, frame.start, frame.end)
    if any(syntax.is_finite(token) for token in frame):
        return None
    noun = next((token for token in frame if syntax.is_noun(token) and is_speaker(token)), None)
    return phrase(noun, frame.start, frame.end) if noun is not None else None


def _alone(quoted: Quoted) -> Utterance | None:
    """A sentence fully in quotation marks, without a frame: its speaker is the one before («floating»)."""
    doc, span = quoted.span.doc, quoted.span
    if not quoted.is_clause or not _begins_sentence(span):
        return None
    closed = doc[span.end - 2].text in {".", "!", "?", "…"}
    follows = doc[span.end] if span.end < len(doc) else None
    if not (follows is None or _starts_paragraph(doc, span.end) or closed or follows.text in {".", "!", "?"}):
        return None
    return framed([span], None, _speaker_behind(span), "floating-quote", 0.85)


def _speaker_behind(span: Span) -> Span | None:
    """«„Es reicht.“ Mit diesen Worten trat X zurück.»: the next sentence takes the quote up and names its speaker."""
    if span.end >= len(span.doc) or _starts_paragraph(span.doc, span.end):
        return None
    following = span.doc[span.end].sent
    first = [token.lower_ for token in following[:3]]
    taken_up = first[:1] == ["mit"] and len(first) == 3 and first[1].startswith("dies") and noun_entry(following[2])
    return subject_phrase(following.root, following.start, following.end) if taken_up else None


def _stands_free(span: Span) -> bool:
    """Not the end of a sentence that begins before it: «Die Lage sei „sehr ernst“, sagte X» is reported speech."""
    if _begins_sentence(span):
        return True
    mark = span.doc[span.start - 1]
    joined = mark.lower_ in JOINING and mark.i > 0 and mark.nbor(-1).is_quote  # «„…“ und „…“, sagte X»
    return (joined or mark.text in {":", ",", "–", "-", "("}) and not _is_tail(span)


def _is_tail(span: Span) -> bool:
    """A comma stands before it and the sentence before the comma is in the Konjunktiv."""
    before = span.doc[span[0].sent.start : span.start]
    return any(is_reported(token) for token in before if syntax.is_finite(token))


def _begins_sentence(span: Span) -> bool:
    if span.start == 0 or _starts_paragraph(span.doc, span.start):
        return True
    return span.doc[span.start - 1].text in {".", "!", "?", "…", "“", "«", "»", '"'} or span[0].is_sent_start is True
