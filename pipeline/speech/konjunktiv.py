"""Sentences of Konjunktiv without a cue: the report goes on, and so does its speaker; and sollen as hearsay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.extents import content_end
from pipeline.speech.mood import mood
from pipeline.speech.pieces import Piece
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import subject_phrase
from pipeline.speech.views import view_holder

MAIN = {"second", "first"}
CHAIN, ALONE = "konjunktiv-chain", "konjunktiv-alone"
COLON = 0.8
HEARSAY, UNSOURCED = "soll-hearsay", "soll-unsourced"
CLOSING = {"“", "”"}


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("konjunktiv").items()}


def continued(sentence: Sentence, is_open: bool, teller: Span | None, in_chain: bool = False) -> Utterance | None:
    """«Die Verhandlungen seien schwierig.» behind a report; Konjunktiv II stands in only where a report ``is_open``,
    and its doubtful forms only ``in_chain``, behind another sentence without a cue.

    ``teller`` is who speaks in the sentence before without being repeated («Larson gab sich optimistisch. Man sei gut
    aufgestellt.»). Set phrases («sei es … sei es», «es sei denn», «wie dem auch sei») and wishes («Es lebe …») are
    none.
    """
    if sentence.said:
        return None
    found = chained(sentence, teller)
    if found is not None:
        return found if is_open else replace(found, rule=ALONE, confidence=0.75)
    main = _main_clause(sentence)
    if main is None or main.finite is None or not is_open or mood(main.finite) != "Sub2":
        return None
    barred = _words()["no_report"] | (frozenset() if in_chain else _words()["alike"])
    if main.finite.lower_ in barred or _is_conditional(sentence):
        return None
    return _whole(sentence, CHAIN, 0.7, teller)


def chained(sentence: Sentence, teller: Span | None) -> Utterance | None:
    """The whole sentence, where its main clause stands in Konjunktiv I."""
    main = _main_clause(sentence)
    if main is None or main.finite is None or mood(main.finite) != "Sub1" or _is_fixed(main.finite, main):
        return None
    return _whole(sentence, CHAIN, 0.92, view_holder(main) or teller)


def behind_colon(sentence: Sentence) -> tuple[Sentence, Utterance] | None:
    """«Die Ministerin winkte ab: Ihr Haus plane nichts dergleichen.»: what stands before the colon, and what is told
    behind it in Konjunktiv I, of whom is not said here.
    """
    span = sentence.span
    colon = next((token.i for token in span if token.text == ":" and token.i not in sentence.masked), span.end)
    if not span.start + 1 < colon < span.end - 2:
        return None
    before, behind = (
        Sentence(part, sentence.masked) for part in (span.doc[span.start : colon], span.doc[colon + 1 : span.end])
    )
    told = _main_clause(before)
    if told is None or told.finite is None or mood(told.finite) == "Sub1":
        return None
    found = chained(behind, None)
    return (before, replace(found, confidence=COLON)) if found is not None else None


def _main_clause(sentence: Sentence) -> Piece | None:
    return next((piece for piece in sentence.pieces if piece.opening in MAIN and piece.finite is not None), None)


def _is_fixed(finite: Token, piece: Piece) -> bool:
    """A set phrase or a wish: «es sei denn», «wie dem auch sei», «Es lebe …»."""
    words = [token.lower_ for token in piece.span]
    if finite.i and finite.nbor(-1).lower_ in _words()["blessings"]:
        return True
    if finite.lower_ == "sei" and ("denn" in words[:4] or words[:2] == ["sei", "es"]):
        return True
    return finite.lower_ in _words()["wishes"] and (piece.opening == "first" or words[0] == "es")


def _is_conditional(sentence: Sentence) -> bool:
    """«Wenn er bliebe, käme sie», «Hätte er bezahlt, dürfte er gehen»: what would be, whoever says it; but «Käme er,
    so sei das gut».
    """
    first = sentence.pieces[0]
    if first.opening == "first" and first.finite is not None and mood(first.finite) == "Sub2":
        later = (piece.finite for piece in sentence.pieces[1:] if piece.opening in MAIN)
        return not any(finite is not None and mood(finite) == "Sub1" for finite in later)
    return any(
        piece.opening == "subordinate" and piece.span[0].lower_ in {"wenn", "falls"} for piece in sentence.pieces
    )


def hearsay(sentence: Sentence, is_open: bool, teller: Span | None) -> Utterance | None:
    """«Er soll gesehen worden sein», «es soll sich um Diebe handeln»: sollen with a perfect infinitive or a state is
    somebody else's word; not «er soll kommen».

    Whose word it is, only an open report tells. «Der Zeuge will ihn gesehen haben» is the subject's own word; not «er
    will bis Mai geliefert haben».
    """
    if sentence.said:
        return None
    for k, piece in enumerate(sentence.pieces):
        finite = piece.finite
        if finite is None or piece.opening not in MAIN:
            continue
        behind = _field_behind(sentence, k, finite)
        if not (_has_perfect_infinitive(behind) or (finite.lower_ in {"soll", "sollen"} and _is_state(behind))):
            continue
        if finite.lower_ in {"soll", "sollen"}:
            return _whole(sentence, HEARSAY if is_open else UNSOURCED, 0.65, teller)
        if finite.lower_ in {"will", "wollen"} and not any(token.lower_ == "bis" for token in piece.span):
            return _own_word(sentence, finite)
    return None


def _own_word(sentence: Sentence, finite: Token) -> Utterance | None:
    """What the subject of «will … haben» claims of itself: doubted by the text."""
    predicate = finite.head if finite.head != finite else sentence.span.root
    speaker = subject_phrase(predicate, sentence.span.start, sentence.span.end)
    if speaker is None:
        return None
    said = _whole(sentence, "will-claim", 0.7, speaker)
    return replace(said, cue=finite.doc[finite.i : finite.i + 1], cue_text=finite.text, attitude="doubting")


def _field_behind(sentence: Sentence, k: int, finite: Token) -> list[Token]:
    """The words behind the finite verb of piece ``k``, over commas inside its phrases: «soll am Freitag, dem 17. März,
    zwei Männer gesehen haben».
    """
    end = k + 1
    while end < len(sentence.pieces) and sentence.pieces[end].opening == "none":
        end += 1
    field = sentence.doc[finite.i + 1 : sentence.pieces[end - 1].end]
    return [token for token in field if not token.is_punct and not token.is_quote]


def _is_state(tokens: list[Token]) -> bool:
    """A verb of lasting ends the clause: «soll sich … befinden», «soll sich um … handeln», «soll aus … stammen»; no
    plan («soll sich ab Mai um Fragen der Jugend handeln»).
    """
    words = [token.lower_ for token in tokens]
    if not words or words[-1] not in _words()["states"] or _words()["planned"] & set(words):
        return False
    if words[-1] == "handeln":
        return {"sich", "um"} <= set(words)
    return words[-1] != "befinden" or "sich" in words


def _has_perfect_infinitive(tokens: list[Token]) -> bool:
    """gesehen haben, gesehen worden sein, gestorben sein; not «fertig gestellt sein», which is a plan."""
    for k, token in enumerate(tokens):
        participle = tokens[k - 1] if k else token
        if token.lower_ == "haben" and syntax.is_participle(participle):
            return True
        if token.lower_ == "sein" and participle.lower_.endswith(tuple(sorted(_words()["with_sein"]))):
            return True
    return False


def reason(sentence: Sentence, teller: Span | None) -> Utterance | None:
    """«Der Verein zog die Klage zurück, weil die Akten unvollständig seien»: a reason in the Konjunktiv is the actor's
    own; not «weil sie unvollständig waren».
    """
    for k, piece in enumerate(sentence.pieces):
        if piece.opening != "subordinate" or piece.span[0].lower_ not in _words()["reasons"] or piece.finite is None:
            continue
        if mood(piece.finite) == "Sub1" and piece.finite.lower_ not in _words()["wishes"]:
            content = (content_end(sentence, k),)
            return Utterance(content, "indirect", "reported-reason", 0.7, speaker=teller)
    return None


def merged(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Sentences of Konjunktiv that follow each other are one utterance, as far as the paragraph goes."""
    result: list[Utterance] = []
    for utterance in utterances:
        last = result[-1] if result else None
        if last is not None and last.rule in {CHAIN, ALONE} and utterance.rule == CHAIN and _follows(last, utterance):
            span = utterance.content[0].doc[last.content[0].start : utterance.content[0].end]
            result[-1] = replace(last, content=(span,), confidence=max(last.confidence, utterance.confidence))
        else:
            result.append(utterance)
    return result


def _follows(last: Utterance, utterance: Utterance) -> bool:
    start = utterance.content[0].start
    return last.content[0].end == start and start not in utterance.content[0].doc.user_data.get(syntax.PARAGRAPHS, ())


def _whole(sentence: Sentence, rule: str, confidence: float, speaker: Span | None) -> Utterance:
    span = sentence.span
    end = span.end
    while end > span.start and span.doc[end - 1].is_space:
        end -= 1
    start = span.start
    while start < end - 1 and span.doc[start].text in CLOSING and not span.doc[start + 1].is_punct:
        start += 1
    content = (span.doc[start:end],)
    return Utterance(content=content, quote_type="indirect", rule=rule, confidence=confidence, speaker=speaker)
