"""Reported speech with a cue verb: dass, ob and w-clauses, verb-second clauses, infinitives, before, around or after
the cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.complements import INSERTED, NAMES, NOT_SAID, content_piece, is_reported_in
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.denials import cued_utterance, denied, is_withheld
from pipeline.speech.extents import content_end, content_of
from pipeline.speech.mood import is_reported
from pipeline.speech.pieces import COORDINATORS, Piece, has_zu_infinitive
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_no_speaker, is_speaker, is_text, speaker_of

BACK = {"das", "dies"}


def reported(sentence: Sentence) -> Iterator[Utterance]:
    """The utterances of one sentence that a verb reports, in the order of their cues."""
    for cue in sorted(cues_in(sentence.span), key=lambda cue: not _frames_all(cue, sentence)):
        if cue.verb.i in sentence.masked:
            continue
        utterance = _report(cue, sentence)
        if utterance is not None:
            sentence.keep(utterance)
            yield utterance


def _frames_all(cue: Cue, sentence: Sentence) -> bool:
    """«Er erwarte, dass es schneit, sagte er»: the frame at the end of a sentence in the Konjunktiv comes first."""
    home, first = sentence.home(cue.verb), sentence.pieces[0] if sentence.pieces else None
    if home <= 1 or first is None or first.opening != "second" or not is_reported_in([first]):
        return False
    return sentence.pieces[home].opening == "first" and _opens_frame(sentence.pieces[home], cue)


def _report(cue: Cue, sentence: Sentence) -> Utterance | None:
    home = sentence.home(cue.verb)
    if home < 0 or (sentence.is_said(cue.verb) and not _is_chain(cue, sentence, home)) or is_withheld(cue):
        return None
    for rule in (denied, as_clause, before_cue, after_cue):
        utterance = rule(cue, sentence, home)
        if utterance is not None:
            return utterance
    return None


def _is_chain(cue: Cue, sentence: Sentence, home: int) -> bool:
    """A speaker within what another one said («Zelensky bemerkte, dass Trump betont habe, …»), not «dass er hoffe,
    …», nor «dass die Zahlen zeigten, …».
    """
    subject = syntax.subject_of(cue.verb)
    return (
        cue.entry.kind == "speech"
        and subject is not None
        and syntax.is_noun(subject)
        and (is_speaker(subject) or is_text(subject))
        and sentence.home(subject) in {home, home - 1}
    )


def as_clause(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«…, wie die Polizei mitteilte, …», but not «…, wie es geplant war»."""
    opener = home
    while opener > 0 and home - opener < INSERTED and not _opens_with_as(sentence.pieces[opener]):
        if sentence.pieces[opener - 1].finite is not None and opener != home:
            return None
        opener -= 1
    if not _opens_with_as(sentence.pieces[opener]) or not _may_report(cue):
        return None
    opening = sentence.pieces[opener]
    behind_as = opening.span[2:3] if opening.span[0].lower_ != "wie" else opening.span[1:2]
    if (
        any(syntax.word_class(token) in {"adjective", "personal"} for token in behind_as)
        and "es" not in cue.entry.words
    ):
        return None
    if home + 1 < len(sentence.pieces) and sentence.pieces[home + 1].opening == "dass":
        return None
    start, end = sentence.pieces[opener].start, sentence.pieces[home].end
    speaker = speaker_of(cue, start + 1, end)
    if (speaker is None and "es" not in cue.entry.words) or (speaker is not None and is_no_speaker(speaker.root)):
        return None
    if cue.entry.kind == "finding" and not _can_find(speaker):
        return None
    frame = sentence.with_commas(start, end)
    content = sentence.around(frame)
    return (
        cued_utterance(cue, sentence, content, frame, speaker, "wie-clause", 0.95)
        if content and not sentence.is_spoken(content)
        else None
    )


def _estimating() -> list[str]:
    return list(toml_table("cues")["estimating"])


def _may_report(cue: Cue) -> bool:
    """mitteilte, erklärt hat, schätzt; not «wie er behaupten konnte», «wie er genannt wird», «wie er hofft»."""
    if cue.entry.kind == "thought" and cue.entry.lemma not in _estimating():
        return False
    takes = {"dass"} if cue.entry.kind == "finding" else {"dass", "quote"}  # «wie eine Studie ergab»
    return cue.form != "infinitive" and takes <= cue.entry.takes


def _opens_with_as(piece: Piece) -> bool:
    """Also behind a coordinator: «Denn wie die Zeitung berichtete, …»."""
    words = [token.lower_ for token in piece.span[:2]]
    return words[0] == "wie" or (words[0] in COORDINATORS and words[-1] == "wie")


def before_cue(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«Die Lage sei ernst, sagte X», also interrupted: «Man werde, sagte X, weitermachen»."""
    home = _clause_home(cue, sentence, home)
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
    if resumed is None and _reported_after(cue, sentence, home) and not is_reported_in(earlier):
        return None
    parts = [sentence.span.doc[sentence.content_start(earlier[0].start) : first_end]]
    stop = sentence.pieces[end].end
    if resumed is not None:
        parts.append(content_of(sentence, resumed, len(sentence.pieces) - 1))
    frame = sentence.with_commas(piece.start, sentence.without_stop(stop))
    speaker = speaker_of(cue, piece.start + (piece.span[0].lower_ in BACK), stop)
    if not is_reported_in(earlier) and not _may_follow_fact(cue, earlier, speaker):
        return None
    if speaker is None and is_reported(piece.finite) and "es" not in cue.entry.words:
        return None  # «Der Mann gebe das zu, spreche aber von einem Unfall.» is somebody else's word
    sure = 0.94 if is_reported_in(earlier) else 0.75
    return cued_utterance(cue, sentence, parts, frame, speaker, "content-before-cue", sure)


def _clause_home(cue: Cue, sentence: Sentence, home: int) -> int:
    """«…, wird Ute Holm, Leiterin der Klinik, zitiert»: the piece with the auxiliary of a participle behind
    appositions.
    """
    first = home
    while first > 0 and cue.form == "participle" and sentence.pieces[first].opening == "none":
        first -= 1
    finite = sentence.pieces[first].finite
    return first if finite is not None and sentence.pieces[first].opening == "first" else home


def _may_follow_fact(cue: Cue, earlier: list[Piece], speaker: Span | None) -> bool:
    """Behind an indicative clause only a plain speech verb with a subject («Er ist tot, sagte X»; not «Ob er lebt,
    ist nicht bekannt»).
    """
    if (
        (speaker is None and "es" not in cue.entry.words)
        or (cue.form != "finite" and cue.entry.kind != "citing")
        or cue.entry.kind == "decision"
        or (cue.entry.kind == "thought" and not _is_estimate(cue, speaker))
    ):
        return False
    if any(token.lower_ == "sich" for token in cue.verb.doc[cue.verb.i + 1 : cue.verb.i + 3]):
        return False
    return earlier[0].opening != "w" or earlier[0].span[0].lower_ != "wie"


def _is_estimate(cue: Cue, speaker: Span | None) -> bool:
    """«Es wird knapp, schätzen Beobachter»; not «Er kommt, hoffte sie»."""
    return speaker is not None and syntax.is_noun(speaker.root) and cue.entry.lemma in _estimating()


def _is_parenthesis(piece: Piece) -> bool:
    """«Für Shakira, so schrieb sie, sei es eine Ehre»: whatever stands before is said."""
    return piece.span[0].lower_ == "so"


def _opens_frame(piece: Piece, cue: Cue) -> bool:
    """The piece begins with the cue's finite verb, perhaps behind «so»."""
    tokens = [token for token in piece.span if not token.is_quote]
    if tokens and (tokens[0].lower_ == "so" or (tokens[0].lower_ in BACK and _informs(cue))):
        tokens = tokens[1:]
    if not tokens:
        return False
    if cue.form == "finite":
        return tokens[0] == cue.verb
    return tokens[0] == piece.finite and piece.finite.i < cue.verb.i


def _informs(cue: Cue) -> bool:
    """«…, das teilte die Polizei mit»; «…, das kritisierte die Partei» is no report."""
    return cue.form == "finite" and cue.entry.lemma in toml_table("cues")["informing"]


def _is_statement(pieces: list[Piece]) -> bool:
    """A main clause stands there, or a dass or w-clause, not only «Als er ankam»."""
    if any(piece.opening in {"second", "dass", "w"} for piece in pieces):
        return pieces[0].opening not in {"relative"}
    return len(pieces) > 1 and any(piece.opening == "first" for piece in pieces)


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
    return content_piece(cue, sentence, home) is not None


def after_cue(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«X sagte, dass …», «X sagte, er komme», «X fordert, … zu …», «X fragt, ob …»."""
    first = content_piece(cue, sentence, home)
    if first is None:
        return _without_comma(cue, sentence, home)
    opening = sentence.pieces[first].opening
    content = content_end(sentence, first)
    if not len(content) or content.start in sentence.spoken:
        return None
    start = sentence.frame_start(cue.verb.i)
    frame = sentence.span.doc[start : sentence.pieces[first].start]
    speaker = speaker_of(cue, start, sentence.pieces[first].start)
    if cue.entry.kind == "finding" and not _can_find(speaker):
        return None
    sure = 0.93 if opening != "second" or is_reported_in(sentence.pieces[first:]) else 0.7
    return cued_utterance(cue, sentence, [content], frame, speaker, NAMES.get(opening, "verb-second"), sure)


def _without_comma(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«hat angekündigt ihr Mandat niederzulegen», «bietet an den Lohn zu erhöhen»: an infinitive without its comma."""
    start = max(cue.verb.i, cue.particle.i if cue.particle is not None else 0) + 1
    piece = sentence.pieces[home]
    if "inf" not in cue.entry.takes or (cue.form == "finite" and cue.particle is None) or start + 1 >= piece.end:
        return None
    rest = sentence.doc[start : piece.end]
    if rest[0].lower_ in NOT_SAID | {"worden", "und"} or not has_zu_infinitive(list(rest)):
        return None
    words = [token for token in rest if not token.is_punct]
    if any(syntax.is_finite(token) for token in rest) or (cue.form != "finite" and len(words) <= 2):
        return None  # «erlaubt, Akteneinsicht verlangen zu können»: nothing is demanded here
    content = sentence.doc[start : sentence.without_stop(piece.end)]
    frame = sentence.doc[sentence.frame_start(cue.verb.i) : start]
    return cued_utterance(cue, sentence, [content], frame, speaker_of(cue, frame.start, start), "infinitive", 0.75)


def _can_find(speaker: Span | None) -> bool:
    """A study or a person finds; data and tests that «zeigen, dass» say nothing."""
    return speaker is not None and (
        is_speaker(speaker.root) or is_text(speaker.root) or syntax.is_pronoun(speaker.root)
    )
