"""Sources without a verb: «laut X», «nach Angaben von X», «X zufolge», «aus Sicht von X», «…, so X», «demnach»."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.mood import is_reported
from pipeline.speech.phrases import phrase
from pipeline.speech.pieces import Piece
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, is_text

NEAR = 8
NO_SOURCE = {"adjective", "adverb", "negation", "subordinator", "quantifier", "preposition", "degree", "coordinator"}


@dataclass(frozen=True)
class _Words:
    prepositions: frozenset[str]
    postpositions: frozenset[str]
    claim_prepositions: frozenset[str]
    claim_nouns: frozenset[str]
    claim_endings: tuple[str, ...]
    claim_phrases: dict[str, frozenset[str]]
    owned_nouns: frozenset[str]
    seen_nouns: frozenset[str]
    always: frozenset[str]
    backed: frozenset[str]
    relative: frozenset[str]


@derived
def _words() -> _Words:
    table = toml_table("sources")
    return _Words(
        frozenset(table["prepositions"]),
        frozenset(table["postpositions"]),
        frozenset(table["claim_prepositions"]),
        frozenset(table["claim_nouns"]),
        tuple(table["claim_endings"]),
        {key: frozenset(nouns) for key, nouns in table["claim_phrases"].items()},
        frozenset(table["owned_nouns"]),
        frozenset(table["seen_nouns"]),
        frozenset(table["adverbs"]["always"]),
        frozenset(table["adverbs"]["backed"]),
        frozenset(table["adverbs"]["relative"]),
    )


def sourced(sentence: Sentence) -> Iterator[Utterance]:
    """The utterances of one sentence whose source stands in a phrase or adverb, in text order."""
    for token in sentence.span:
        if token.i in sentence.masked or sentence.is_said(token):
            continue
        for rule in RULES:
            utterance = rule(token, sentence)
            if utterance is not None:
                yield utterance
                sentence.keep(utterance)
                break


def is_claim_noun(token: Token) -> bool:
    """What people utter or hold: Angaben, Einschätzung, Medienberichten."""
    words = _words()
    if any(token.text in nouns for nouns in words.claim_phrases.values()):
        return True
    return token.text in words.claim_nouns or (token.text[:1].isupper() and token.lower_.endswith(words.claim_endings))


def before_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«laut einem Bericht», «nach Angaben der Polizei», «aus Sicht der Ärzte», but not «nach dem Gipfel»."""
    noun = _source_noun(token, sentence)
    home = sentence.home(token)
    if noun is None or home < 0 or _is_remark(sentence.pieces[home], home, token):
        return None
    piece = sentence.pieces[home]
    opens_sentence = token.i == piece.start and (home == 0 or token.i == sentence.span.start)
    limit = sentence.span.end if opens_sentence else piece.end
    finite = (
        next((t for t in token.doc[noun.i : limit] if syntax.is_finite(t)), None) if opens_sentence else piece.finite
    )
    end = finite.i if finite is not None and finite.i > noun.i else limit
    speaker = phrase(noun, token.i + 1, end)
    if opens_sentence and finite is not None and sentence.home(finite) == home:
        speaker = token.doc[speaker.start : finite.i]
    speaker = token.doc[token.i + 1 : speaker.end]
    frame = token.doc[token.i : speaker.end]
    return _utterance(token, sentence, frame, speaker, f"{token.lower_}-source", 0.6 if token.lower_ == "aus" else 0.95)


def _is_remark(piece: Piece, home: int, token: Token) -> bool:
    """Words without a verb of their own: «100, nach anderen Angaben 110 Kilometer»."""
    return (
        home > 0
        and piece.finite is None
        and piece.opening == "none"
        and token.i == piece.start
        and len(piece.span) > NEAR / 2
        and any(t.like_num for t in piece.span)
    )


def _source_noun(token: Token, sentence: Sentence) -> Token | None:
    """The noun that the preposition governs, if the two name a source."""
    words, form = _words(), token.lower_
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "wie":
        return None
    end = sentence.pieces[sentence.home(token)].end if sentence.home(token) >= 0 else sentence.span.end
    near = list(token.doc[token.i + 1 : min(end, token.i + 1 + NEAR)])
    if form in words.prepositions:
        if syntax.word_class(token) in {"adjective", "attribute"} and not (near and syntax.is_noun(near[0])):
            return None
        return _first_noun(near)
    if (
        form in words.claim_phrases
        and not (form == "in" and near and near[0].lower_ == "die")
        and (noun := _first_noun(near)) is not None
        and noun.text in words.claim_phrases[form]
    ):
        return noun
    if form not in words.claim_prepositions:
        return None
    noun = _first_noun(near)
    if noun is not None and syntax.is_name(noun) and noun.i + 1 < end and is_claim_noun(noun.nbor()):
        noun = noun.nbor()
    if noun is not None and form in {"gemäß", "gemäss"} and (is_speaker(noun) or is_text(noun)):
        return noun
    if noun is None or not is_claim_noun(noun):
        return None
    if noun.text in words.owned_nouns and not _is_owned(noun):
        return None
    return noun if noun.text not in words.seen_nouns or _is_held(noun) else None


def _is_held(noun: Token) -> bool:
    """«nach Ansicht der Ärzte», not «nach Ansicht der Bilder», which somebody looks at."""
    owners = [child for child in syntax.children(noun, "nmod") if child.i > noun.i]
    return not owners or is_speaker(owners[0])


def _is_owned(noun: Token) -> bool:
    """«nach Ermittlungen der Polizei», «nach seinen Plänen»; not «nach umfangreichen Ermittlungen»."""
    if any(syntax.word_class(child) == "possessive" for child in noun.children):
        return True
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return following is not None and (
        following.lower_ in {"der", "des", "von", "vom", "eines", "einer"} or syntax.is_name(following)
    )


def _first_noun(tokens: list[Token]) -> Token | None:
    for token in tokens:
        if syntax.is_noun(token) or (
            syntax.word_class(token) in {"personal", "indefinite", "demonstrative"} and token is tokens[0]
        ):
            return token
        if syntax.is_finite(token) or token.text in {",", "."}:
            return None
    return None


def behind_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«Medienberichten zufolge», «seiner Meinung nach», but not «dem Gipfel nach»."""
    if token.lower_ not in _words().postpositions:
        return None
    home = sentence.home(token)
    if home < 0 or token.i == sentence.pieces[home].start:
        return None
    noun = _noun_before(token, sentence.pieces[home])
    if noun is None or (token.lower_ != "zufolge" and not (is_claim_noun(noun) and _closes_phrase(token))):
        return None
    if token.lower_ == "zufolge" and noun.i + 1 != token.i and token.head != noun and noun.lower_ == "dem":
        return None
    speaker = _phrase_before(token, noun, sentence.pieces[home])
    frame = token.doc[speaker.start : token.i + 1]
    return _utterance(token, sentence, frame, speaker, f"{token.lower_}-source", 0.97)


def _closes_phrase(token: Token) -> bool:
    """A postposition, not a preposition with its own noun behind it: a verb, comma or adverb follows."""
    return (
        syntax.word_class(token) in {"postposition", "particle"} or syntax.is_finite(token.nbor())
        if token.i + 1 < len(token.doc)
        else True
    )


def _noun_before(token: Token, piece: Piece) -> Token | None:
    if syntax.relation(token) == "case" and token.head.i < token.i and piece.holds(token.head):
        return token.head
    before = [t for t in token.doc[piece.start : token.i] if syntax.is_noun(t)]
    return before[-1] if before else None


def _phrase_before(token: Token, noun: Token, piece: Piece) -> Span:
    """The source before its postposition: back to the phrase's first word, or to the finite verb."""
    finite = max((t.i for t in token.doc[piece.start : token.i] if syntax.is_finite(t)), default=piece.start - 1)
    start = finite + 1
    if finite < piece.start:
        return (
            token.doc[piece.start : token.i]
            if piece.start == token.sent.start
            else token.doc[_left(noun, start) : token.i]
        )
    return token.doc[_left(noun, start) : token.i]


def _left(noun: Token, start: int) -> int:
    return max(start, phrase(noun, start, noun.doc[noun.i :].end).start)


def so_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«Die Lage sei ernst, so Merz», but not «…, so dass» or «so viele»."""
    home = sentence.home(token)
    if token.lower_ != "so" or home < 0 or token.i != sentence.pieces[home].start:
        return None
    piece = sentence.pieces[home]
    if piece.finite is not None or len(sentence.pieces) == 1 or len(piece.span) < 2:
        return None
    noun = _first_noun([t for t in piece.span[1:] if not t.is_quote])
    if noun is None or any(syntax.word_class(t) in NO_SOURCE for t in token.doc[token.i + 1 : noun.i]):
        return None
    end = sentence.apposition_end(home)
    frame = sentence.with_commas(token.i, end)
    speaker = token.doc[token.i + 1 : end]
    return _utterance(token, sentence, frame, speaker, "so-source", 0.92)


def adverb_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«Demnach soll …», «…, wonach …», «danach sei …», but not «danach ging er»."""
    words, form = _words(), token.lower_
    home = sentence.home(token)
    if home < 0:
        return None
    piece = sentence.pieces[home]
    relative = form in words.relative or _is_relative_source(token, sentence, home)
    if relative and token.i == piece.start and home > 0:
        frame = token.doc[token.i : token.i + (1 if form in words.relative else 2)]
        return _utterance(token, sentence, frame, frame, form, 0.75)
    if form not in words.always and not (form in words.backed and _is_backed(piece)):
        return None
    frame = token.doc[token.i : token.i + 1]
    return _utterance(token, sentence, frame, frame, form, 0.75)


def _is_relative_source(token: Token, sentence: Sentence, home: int) -> bool:
    """«… Umfragen, nach denen …», «der Antrag, nach welchem …»."""
    if token.lower_ not in {"nach", "gemäß", "laut"} or home == 0 or token.i + 1 >= len(token.doc):
        return False
    nouns = [word for word in sentence.pieces[home - 1].span if syntax.is_noun(word)]
    said = any(is_claim_noun(noun) or is_text(noun) for noun in nouns[-3:])
    return (
        said
        and token.nbor().lower_ in {"denen", "dem", "der", "welchem", "welcher"}
        and sentence.pieces[home].opening == "relative"
    )


def _is_backed(piece: Piece) -> bool:
    if piece.finite is None:
        return False
    return is_reported(piece.finite) or piece.finite.lemma_ == "sollen"


RULES: tuple[Callable[[Token, Sentence], Utterance | None], ...] = (
    before_source,
    behind_source,
    so_source,
    adverb_source,
)


def _utterance(
    token: Token, sentence: Sentence, frame: Span, speaker: Span, rule: str, confidence: float
) -> Utterance | None:
    content = sentence.clause_around(frame)
    if not content or sentence.is_spoken(content):
        return None
    return Utterance(
        content=tuple(content),
        quote_type="indirect",
        rule=rule,
        confidence=confidence,
        cue=token.doc[token.i : token.i + 1],
        cue_text=token.text,
        speaker=speaker,
        frame=frame,
    )
