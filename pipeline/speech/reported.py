"""Reported speech with a cue verb: dass, ob and w-clauses, verb-second clauses, infinitives, before, around or after the cue."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.cues import Cue, cues_in, noun_entry
from pipeline.speech.mood import is_reported, mood
from pipeline.speech.pieces import COORDINATORS, Piece, has_zu_infinitive
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import addressee_phrase, agent_phrase, cited_phrase, is_speaker, is_text, source_phrase, subject_phrase

INSERTED = 3
NAMES = {"dass": "dass-clause", "w": "w-clause", "second": "verb-second", "first": "verb-second", "infinitive": "infinitive"}
TAKES = {"dass": "dass", "w": "w", "second": "v2", "infinitive": "inf"}
NO_SPEECH_INFINITIVE = {"um", "ohne", "statt", "anstatt"}


def reported(sentence: Sentence) -> Iterator[Utterance]:
    """The utterances of one sentence that a verb reports, in the order of their cues."""
    for cue in cues_in(sentence.span):
        if cue.verb.i in sentence.masked:
            continue
        utterance = _report(cue, sentence)
        if utterance is not None:
            sentence.keep(utterance)
            yield utterance


def _report(cue: Cue, sentence: Sentence) -> Utterance | None:
    home = sentence.home(cue.verb)
    if home < 0 or (sentence.is_said(cue.verb) and not _is_chain(cue, sentence, home)):
        return None
    for rule in (as_clause, before_cue, after_cue):
        utterance = rule(cue, sentence, home)
        if utterance is not None:
            return utterance
    return None


def _is_chain(cue: Cue, sentence: Sentence, home: int) -> bool:
    """A speaker within what another one said («Zelensky bemerkte, dass Trump betont habe, …»), not «dass er hoffe, …»."""
    subject = syntax.subject_of(cue.verb)
    return cue.entry.kind == "speech" and subject is not None and syntax.is_noun(subject) and sentence.home(subject) in {home, home - 1}


def as_clause(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«…, wie die Polizei mitteilte, …», but not «…, wie es geplant war»."""
    opener = home
    while opener > 0 and home - opener < INSERTED and not _opens_with_as(sentence.pieces[opener]):
        if sentence.pieces[opener - 1].finite is not None and opener != home:
            return None
        opener -= 1
    if not _opens_with_as(sentence.pieces[opener]) or not _may_report(cue):
        return None
    if sentence.pieces[opener].start + 1 < sentence.span.end and sentence.doc[sentence.pieces[opener].start + 1].tag_ in {"ADJD", "PPER"}:
        return None
    if home + 1 < len(sentence.pieces) and sentence.pieces[home + 1].opening == "dass":
        return None
    start, end = sentence.pieces[opener].start, sentence.pieces[home].end
    speaker = _speaker(cue, sentence, start + 1, end)
    if speaker is None and "es" not in cue.entry.words:
        return None
    frame = sentence.with_commas(start, end)
    content = sentence.around(frame)
    return _utterance(cue, sentence, content, frame, speaker, "wie-clause", 0.9) if content else None


def _may_report(cue: Cue) -> bool:
    """mitteilte, erklärt hat; not «wie er behaupten konnte», «wie er genannt wird», «wie er hofft»."""
    return cue.entry.kind != "thought" and cue.form != "infinitive" and {"dass", "quote"} <= cue.entry.takes


def _opens_with_as(piece: Piece) -> bool:
    return piece.span[0].lower_ == "wie"


def before_cue(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«Die Lage sei ernst, sagte X», also interrupted: «Man werde, sagte X, weitermachen»."""
    piece = sentence.pieces[home]
    if home == 0 or not _opens_frame(piece, cue) or not {"v2", "dass", "quote"} & cue.entry.takes:
        return None
    start = sentence.frame_start(piece.start)
    earlier = [p for p in sentence.pieces[:home] if p.start >= start]
    if earlier and earlier[-1].end - 1 in sentence.spoken:
        return None
    if not earlier or not (_is_statement(earlier) or _is_parenthesis(piece)):
        return None
    first_end = sentence.without_separators(earlier[-1].end)
    end = _frame_end(cue, sentence, home)
    resumed = _resumed(sentence, earlier, end)
    if resumed is None and _reported_after(cue, sentence, home) and not _is_reported(earlier):
        return None
    parts = [sentence.span.doc[sentence.content_start(earlier[0].start) : first_end]]
    stop = sentence.pieces[end].end
    if resumed is not None:
        parts.append(_content(sentence, resumed, len(sentence.pieces) - 1))
    frame = sentence.with_commas(piece.start, sentence.without_stop(stop))
    speaker = _speaker(cue, sentence, piece.start, stop)
    if not _is_reported(earlier) and not _may_follow_fact(cue, earlier, speaker):
        return None
    sure = 0.93 if _is_reported(earlier) else 0.8
    return _utterance(cue, sentence, parts, frame, speaker, "content-before-cue", sure)


def _may_follow_fact(cue: Cue, earlier: list[Piece], speaker: Span | None) -> bool:
    """Behind an indicative clause only a plain speech verb with a subject («Er ist tot, sagte X»; not «Ob er lebt, ist nicht bekannt»)."""
    if speaker is None and "es" not in cue.entry.words or cue.form != "finite" or cue.entry.kind in {"decision", "thought"}:
        return False
    if any(token.lower_ == "sich" for token in cue.verb.doc[cue.verb.i + 1 : cue.verb.i + 3]):
        return False
    return earlier[0].opening != "w" or earlier[0].span[0].lower_ != "wie"


def _is_parenthesis(piece: Piece) -> bool:
    """«Für Shakira, so schrieb sie, sei es eine Ehre»: whatever stands before is said."""
    return piece.span[0].lower_ == "so"


def _opens_frame(piece: Piece, cue: Cue) -> bool:
    """The piece begins with the cue's finite verb, perhaps behind «so»."""
    tokens = [token for token in piece.span if not token.is_quote]
    if tokens and tokens[0].lower_ == "so":
        tokens = tokens[1:]
    if not tokens:
        return False
    finite = syntax.finite_of(cue.verb) if cue.form != "finite" else cue.verb
    return tokens[0] == cue.verb and cue.form == "finite" or (finite is not None and tokens[0] == finite and finite.i < cue.verb.i)


def _is_statement(pieces: list[Piece]) -> bool:
    """A main clause stands there, or a dass or w-clause, not only «Als er ankam»."""
    if any(piece.opening in {"second", "dass", "w"} for piece in pieces):
        return pieces[0].opening not in {"relative"}
    return len(pieces) > 1 and any(piece.opening == "first" for piece in pieces)


def _is_reported(pieces: list[Piece]) -> bool:
    return any(piece.finite is not None and is_reported(piece.finite) for piece in pieces)


def _frame_end(cue: Cue, sentence: Sentence, home: int) -> int:
    """The index of the last piece of a frame behind its content: it takes in appositions to the speaker."""
    last = home
    if cue.particle is not None and sentence.home(cue.particle) > home:
        last = sentence.home(cue.particle)
    if not syntax.is_finite(cue.verb) and sentence.home(cue.verb) > home:
        last = sentence.home(cue.verb)
    pieces = sentence.pieces
    while last + 1 < len(pieces) and pieces[last + 1].opening in {"none", "relative", "subordinate"}:
        if pieces[last + 1].opening == "none" and last + 2 < len(pieces) and pieces[last + 2].opening == "first":
            break
        last += 1
    return last


def _resumed(sentence: Sentence, earlier: list[Piece], end: int) -> int | None:
    """The piece in which the content goes on behind its frame («Man werde, sagte X, weitermachen»), or None."""
    if end + 1 >= len(sentence.pieces):
        return None
    following = sentence.pieces[end + 1]
    if following.finite is None:
        return end + 1 if not any(piece.finite for piece in earlier) else None
    if is_reported(following.finite) or following.opening in {"dass", "first"}:
        return end + 1
    return None


def _reported_after(cue: Cue, sentence: Sentence, home: int) -> bool:
    return _content_piece(cue, sentence, home) is not None


def after_cue(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«X sagte, dass …», «X sagte, er komme», «X fordert, … zu …», «X fragt, ob …»."""
    first = _content_piece(cue, sentence, home)
    if first is None:
        return _without_comma(cue, sentence, home)
    opening = sentence.pieces[first].opening
    content = content_end(sentence, first)
    if not len(content):
        return None
    start = sentence.frame_start(cue.verb.i)
    frame = sentence.span.doc[start : sentence.pieces[first].start]
    speaker = _speaker(cue, sentence, start, sentence.pieces[first].start)
    if cue.entry.kind == "finding" and not _can_find(speaker):
        return None
    sure = 0.93 if opening != "second" or _is_reported(sentence.pieces[first:]) else 0.7
    return _utterance(cue, sentence, [content], frame, speaker, NAMES.get(opening, "verb-second"), sure)


def _without_comma(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«hat angekündigt ihr Mandat niederzulegen», «bietet an den Lohn zu erhöhen»: an infinitive without its comma."""
    start = max(cue.verb.i, cue.particle.i if cue.particle is not None else 0) + 1
    piece = sentence.pieces[home]
    if "inf" not in cue.entry.takes or (cue.form == "finite" and cue.particle is None) or start + 1 >= piece.end:
        return None
    rest = sentence.doc[start : piece.end]
    if rest[0].lower_ in NO_SPEECH_INFINITIVE | {"worden", "und"} or not has_zu_infinitive(list(rest)):
        return None
    if any(syntax.is_finite(token) for token in rest):
        return None
    content = sentence.doc[start : sentence.without_stop(piece.end)]
    frame = sentence.doc[sentence.frame_start(cue.verb.i) : start]
    return _utterance(cue, sentence, [content], frame, _speaker(cue, sentence, frame.start, start), "infinitive", 0.75)


def _can_find(speaker: Span | None) -> bool:
    """A study or a person finds; data and tests that «zeigen, dass» say nothing."""
    return speaker is not None and (is_speaker(speaker.root) or is_text(speaker.root) or syntax.is_pronoun(speaker.root))


def _content_piece(cue: Cue, sentence: Sentence, home: int) -> int | None:
    """The piece behind the cue that the reported clause begins with; appositions and relative clauses are stepped over."""
    pieces = sentence.pieces
    for k in range(home + 1, min(len(pieces), home + 2 + INSERTED)):
        piece = pieces[k]
        if _takes(cue, piece):
            return k
        if piece.opening == "subordinate" and "v2" in cue.entry.takes and _fronted(pieces, k):
            return k
        if piece.opening not in {"none", "relative"}:
            return None
        if piece.opening == "none" and k + 1 < len(pieces) and pieces[k + 1].opening == "first" and "v2" in cue.entry.takes:
            return k if _is_reported(pieces[k + 1 : k + 2]) else None
    return None


def _fronted(pieces: list[Piece], k: int) -> bool:
    """«…, wenn das so sei, müsse man gehen»."""
    return any(piece.opening == "first" and _is_reported([piece]) for piece in pieces[k + 1 : k + 3])


def _takes(cue: Cue, piece: Piece) -> bool:
    wanted = TAKES.get(piece.opening, "")
    if wanted not in cue.entry.takes or _belongs_to_object(cue, wanted):
        return False
    first = piece.span[0].lower_
    if wanted == "inf":
        return first not in NO_SPEECH_INFINITIVE
    if wanted != "v2":
        return True
    if first in COORDINATORS or piece.finite is None:
        return False
    return is_reported(piece.finite) or _plain_second(cue, piece) or _ambiguous_past(cue, piece)


def _belongs_to_object(cue: Cue, wanted: str) -> bool:
    """«lehnte den Vorschlag des Ministers ab, … zu …»: the noun announces the clause, not the verb."""
    thing = syntax.object_of(cue.verb)
    entry = noun_entry(thing) if thing is not None and wanted != "w" else None
    return entry is not None and wanted in entry.takes


def _ambiguous_past(cue: Cue, piece: Piece) -> bool:
    """«… vor, sie wollten den Krieg»: a past in -ten is the Konjunktiv too, behind a plain speech verb with a new subject."""
    finite = piece.finite
    if finite is None or cue.entry.kind != "speech" or cue.entry.words or syntax.is_passive(cue.verb):
        return False
    return finite.lower_.endswith("ten") and (piece.span[0].tag_ == "PPER" or finite.tag_ == "VMFIN")


def _plain_second(cue: Cue, piece: Piece) -> bool:
    """An indicative clause is reported only by an active speech verb right before it, with nothing but its subject between."""
    if cue.entry.kind != "speech" or cue.entry.words or syntax.is_passive(cue.verb) or cue.form == "infinitive":
        return False
    between = cue.verb.doc[cue.verb.i + 1 : piece.start - 1]
    subject = syntax.subject_of(cue.verb)
    allowed = {token.i for token in subject.subtree} if subject is not None and subject.i > cue.verb.i else set()
    return all(token.i in allowed or token == cue.particle or token.tag_ == "ADV" for token in between)


def content_end(sentence: Sentence, first: int, nominal: bool = False) -> Span:
    """The reported clause that begins with piece ``first``, up to where its frame goes on or the sentence ends.

    ``nominal``: a noun announces it, so that the frame's own verb may still follow («Die Forderung, … zu …, lehnte er ab»).
    """
    last, stop = _last_piece(sentence, first, nominal)
    return _content(sentence, first, last, stop)


def _last_piece(sentence: Sentence, first: int, nominal: bool) -> tuple[int, int | None]:
    """The last piece of the reported clause, and the token where the frame goes on within that piece, if it does."""
    pieces = sentence.pieces
    strict = nominal or pieces[first].opening in {"dass", "w", "infinitive"}
    closed = pieces[first].finite is not None or pieces[first].opening == "infinitive"
    for k in range(first, len(pieces)):
        piece = pieces[k]
        if k > first and closed and _back_to_frame(sentence, piece, strict):
            return k - 1, None
        stop = _frame_goes_on(piece)
        if stop is not None and (k > first or stop > piece.start):
            return k, stop
        closed = closed or piece.finite is not None
    return len(pieces) - 1, None


def _back_to_frame(sentence: Sentence, piece: Piece, strict: bool) -> bool:
    """The piece belongs to the frame again: «…, dass er komme, und kündigte an», «Auf die Frage, ob er komme, sagte er»."""
    finite = piece.finite
    if finite is None or mood(finite) != "Ind":
        return False
    separator = sentence.span.doc[piece.start - 1].text
    if separator == ";":
        return True
    first = piece.span[0].lower_
    if piece.opening == "first":
        return strict and not (first in COORDINATORS and _ends(piece, finite))
    return piece.opening == "second" and first in COORDINATORS and first != "denn" and not _ends(piece, finite)


def _ends(piece: Piece, token: Token) -> bool:
    """Nothing but punctuation follows the token in its piece: the clause has its verb last."""
    return all(word.is_punct or word.is_quote for word in piece.doc[token.i + 1 : piece.end])


def _frame_goes_on(piece: Piece) -> int | None:
    """The token of an «und» behind which the frame's subject acts again: «… werde und sagte, …»."""
    for token in piece.span[:-1]:
        following = token.nbor()
        if token.lower_ not in {"und", "sowie", "aber"} or not syntax.is_finite(following) or following.i >= piece.end:
            continue
        if mood(following) == "Ind" and not _ends(piece, following):
            return int(token.i)
    return None


def _content(sentence: Sentence, first: int, last: int, stop: int | None = None) -> Span:
    start = sentence.pieces[first].start
    end = stop if stop is not None else sentence.pieces[last].end
    return sentence.span.doc[start : max(start, sentence.without_stop(end))]


def _speaker(cue: Cue, sentence: Sentence, start: int, end: int) -> Span | None:
    if "es" in cue.entry.words:
        return source_phrase(cue.verb, start, end)
    if cue.entry.kind == "citing":
        return cited_phrase(cue.verb, start, end)
    if cue.form == "participle" and syntax.is_passive(cue.verb):
        return agent_phrase(cue.verb, start, end)
    return subject_phrase(cue.verb, start, end)


def _utterance(
    cue: Cue, sentence: Sentence, content: list[Span], frame: Span, speaker: Span | None, rule: str, confidence: float
) -> Utterance:
    verb = cue.verb
    return Utterance(
        content=tuple(content),
        quote_type="indirect",
        rule=rule,
        confidence=confidence,
        cue=verb.doc[verb.i : verb.i + 1],
        cue_text=cue.text,
        attitude=cue.entry.attitude,
        speaker=speaker,
        frame=frame,
        addressee=addressee_phrase(verb, frame.start, frame.end, "inf" in cue.entry.takes),
    )
