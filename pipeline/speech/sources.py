"""Sources without a verb: «laut X», «nach Angaben von X», «X zufolge», «aus Sicht von X», «…, so X», «demnach»."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.adverbs import adverb_source, is_backed
from pipeline.speech.phrases import phrase
from pipeline.speech.pieces import Piece
from pipeline.speech.quoted import Quoted, is_name_like
from pipeline.speech.sentence import Sentence
from pipeline.speech.source_words import is_claim_noun, source_utterance, source_words
from pipeline.speech.speakers import is_speaker, is_text

NEAR = 8
NO_SOURCE = {"adjective", "adverb", "negation", "subordinator", "quantifier", "preposition", "degree", "coordinator"}


def sourced(sentence: Sentence) -> Iterator[Utterance]:
    """The utterances of one sentence whose source stands in a phrase or adverb, in text order."""
    for token in sentence.span:
        if token.i in sentence.masked or (sentence.is_said(token) and not _in_relative(token, sentence)):
            continue
        for rule in RULES:
            utterance = rule(token, sentence)
            if utterance is not None:
                yield utterance
                sentence.keep(utterance)
                break


def _in_relative(token: Token, sentence: Sentence) -> bool:
    """«sagte, der Zaun, der laut Gutachten fehlt, …»: a relative clause may have a source of its own."""
    home = sentence.home(token)
    return home > 0 and sentence.pieces[home].opening == "relative" and token.lower_ != "so"


def before_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«laut einem Bericht», «nach Angaben der Polizei», «aus Sicht der Ärzte», but not «nach dem Gipfel»."""
    noun = _source_noun(token, sentence)
    if noun is None:
        return None
    home = sentence.home(token)
    if home < 0 or _is_remark(sentence.pieces[home], home, token):
        return None
    piece = sentence.pieces[home]
    opens_sentence = token.i == piece.start and (home == 0 or token.i == sentence.span.start)
    limit = sentence.span.end if opens_sentence else piece.end
    finite = (
        next((t for t in token.doc[noun.i : limit] if syntax.is_finite(t)), None) if opens_sentence else piece.finite
    )
    if _is_event(token, noun) and not is_backed(finite):
        return None
    end = finite.i if finite is not None and finite.i > noun.i else limit
    speaker = phrase(noun, token.i + 1, end)
    if opens_sentence and finite is not None and sentence.home(finite) == home:
        speaker = token.doc[speaker.start : finite.i]
    speaker = token.doc[token.i + 1 : _before_quoted(noun, speaker.end, sentence)]
    frame = token.doc[token.i : speaker.end]
    verb_at = _verb_behind_appositions(sentence, home) if opens_sentence and piece.finite is None else 0
    if verb_at:
        frame = token.doc[token.i : sentence.pieces[verb_at].start]
        last = next((k for k in range(home + 1, verb_at) if sentence.pieces[k].opening != "none"), verb_at) - 1
        speaker = token.doc[token.i + 1 : max(speaker.end, sentence.pieces[last].end)]
    return source_utterance(
        token, sentence, frame, speaker, f"{token.lower_}-source", 0.6 if token.lower_ == "aus" else 0.95
    )


def _is_event(token: Token, noun: Token) -> bool:
    """«Nach der Ankündigung kam es zu …» tells when; «nach der Ankündigung des Rats soll …» who says so."""
    return token.lower_ == "nach" and noun.text in source_words().event_nouns and token.nbor().lower_ == "der"


def _verb_behind_appositions(sentence: Sentence, home: int) -> int:
    """«Laut dem Chef der Bank, Ute Holm, sinkt …», «Laut Holm, der gestern kam, sinkt …»: the piece with the verb,
    which only appositions and relative clauses part from the source; 0 where there is none.
    """
    k = home + 1
    while k < len(sentence.pieces) and sentence.pieces[k].opening in {"none", "relative"}:
        k += 1
    return k if home + 1 < k < len(sentence.pieces) and sentence.pieces[k].opening == "first" else 0


def _before_quoted(noun: Token, end: int, sentence: Sentence) -> int:
    """The end of a source before quoted words that are no name («nach Angaben des Leiters „die Moderne“»)."""
    start = next((i for i in range(noun.i + 1, end) if i in sentence.masked), end)
    stop = next((i for i in range(start, sentence.span.end) if i not in sentence.masked), sentence.span.end)
    if start == end or is_name_like(Quoted(noun.doc[start:stop], 0)):
        return end
    return start - 1 if syntax.word_class(noun.doc[start - 1]) == "article" and start - 1 > noun.i else start


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
    words, form = source_words(), token.lower_
    if form not in words.prepositions and form not in words.claim_phrases and form not in words.claim_prepositions:
        return None
    if token.i + 1 < len(token.doc) and token.nbor().lower_ in {"wie", "§", "§§"}:
        return None  # «gemäß § 12» names a law, nobody who speaks
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
            syntax.word_class(token) in {"personal", "indefinite", "demonstrative", "relative"} and token is tokens[0]
        ):
            return token
        if syntax.is_finite(token) or token.text in {",", "."}:
            return None
    return None


def behind_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«Medienberichten zufolge», «seiner Meinung nach», but not «dem Gipfel nach»."""
    apart = token.lower_ == "zu" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "folge"
    form = "zufolge" if apart else token.lower_
    if form not in source_words().postpositions:
        return None
    home = sentence.home(token)
    if home < 0 or token.i == sentence.pieces[home].start:
        return None
    noun = _noun_before(token, sentence.pieces[home])
    if noun is None or (form != "zufolge" and not (is_claim_noun(noun) and _closes_phrase(token))):
        return None
    if form == "zufolge" and noun.i + 1 != token.i and token.head != noun and noun.lower_ == "dem":
        return None
    speaker = _phrase_before(token, noun, sentence.pieces[home])
    if not len(speaker):
        return None  # «Angaben er sei nach»: the verb stands between the two
    frame = token.doc[speaker.start : token.i + 1 + apart]
    return source_utterance(token, sentence, frame, speaker, f"{form}-source", 0.97)


def _closes_phrase(token: Token) -> bool:
    """A postposition, not a preposition with its own noun behind it: a verb, comma or adverb follows."""
    if token.i + 1 >= len(token.doc) or syntax.word_class(token) in {"postposition", "particle"}:
        return True
    follows = token.nbor()
    goes_on = syntax.is_noun(follows) or syntax.word_class(follows) in {"article", "attribute", "possessive", "number"}
    return syntax.is_finite(follows) or (syntax.relation(token) == "case" and token.head.i < token.i and not goes_on)


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
    return source_utterance(token, sentence, frame, speaker, "so-source", 0.92)


RULES: tuple[Callable[[Token, Sentence], Utterance | None], ...] = (
    before_source,
    behind_source,
    so_source,
    adverb_source,
)
