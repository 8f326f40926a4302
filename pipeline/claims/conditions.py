"""The words that a position hangs on: «sofern der Bundestag zustimmt», «nach einem Waffenstillstand», «sollte X …».

Conditions are found sentence by sentence and given to the nearest position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline.claims.clauses import Clause
from pipeline.claims.position import Position
from pipeline.claims.wording import ends_like, noun_stance
from pipeline.findings import Utterance
from pipeline.lexicon import derived, remembered, toml_table
from pipeline.syntax import (
    basic,
    children,
    finite_of,
    is_finite,
    is_noun,
    is_preposition,
    is_verb,
    marker_of,
    relation,
    subtree,
    word_class,
)

FILE = "conditions"
MODAL_OPENERS = frozenset({"sollte", "sollten", "würde", "würden", "wäre", "wären", "hätte", "hätten", "käme", "kämen"})
LONGEST_RESERVE = 24
BORDERS = frozenset({",", ".", ";", ":", "-", "–", "“", "”", "«", "»", '"', ")"})
DEFINITE = frozenset(
    {"der", "dem", "den", "des", "die", "das", "diesem", "dieser", "diesen", "im", "beim", "vom", "am", "zum", "zur"}
)


@derived
def listed(key: str) -> frozenset[str]:
    return frozenset(toml_table(FILE).get(key, ()))


@derived
def openings() -> tuple[tuple[str, ...], ...]:
    """Fixed openings as words, the longest first."""
    return tuple(sorted((tuple(text.split()) for text in listed("openings")), key=lambda words: (-len(words), words)))


@remembered
def _openings_with(first: str) -> tuple[tuple[str, ...], ...]:
    """Those that begin with a word, in the same order."""
    return tuple(words for words in openings() if words[0] == first)


# --- clauses of condition: they take no position ------------------------------------------------------


def is_condition(predicate: Token) -> bool:
    """The predicate stands in a clause of condition: with wenn, falls, sobald, or with its verb first («Sollte …»)."""
    token = predicate
    while not opens_condition(token):
        if is_inverted(token.head) and token.i < token.head.i:
            return False
        if token.head == token or relation(token) in {"ccomp", "parataxis", "acl:relcl"}:
            return False
        token = token.head
    return True


def opens_condition(predicate: Token) -> bool:
    """This very clause is one of condition."""
    return marker_of(predicate) in listed("conjunctions") or is_verb_first(predicate)


def is_verb_first(predicate: Token) -> bool:
    """«Sollte Russland angreifen, …»: a clause that begins with its finite verb and is no question."""
    if not is_verb(predicate) or (basic(predicate) == "root" and predicate.sent[-1].text == "?"):
        return False
    first = next((t for t in subtree(predicate) if not t.is_punct), predicate)
    before = predicate.doc[predicate.sent.start : first.i]
    if any(t.lower_ in listed("conjunctions") and t.head.i < first.i for t in before):
        return False  # «Wenn sie es meint, sollte sie handeln»
    if is_inverted(predicate):
        return True
    governed = relation(predicate) in {"advcl", "ccomp", "parataxis", "csubj"}
    return governed and first.lower_ in MODAL_OPENERS and is_finite(first) and _belongs(first, predicate)


def is_inverted(predicate: Token) -> bool:
    """«Rom hat mit Zöllen gedroht, sollte Wien nicht zahlen»: the tree took the condition for the main clause."""
    finite = finite_of(predicate)
    if basic(predicate) != "root" or finite is None or finite.lower_ not in MODAL_OPENERS or finite.i < 2:
        return False
    before = [t for t in children(predicate, "advcl", "csubj") if t.i < finite.i and not marker_of(t)]
    main = [t for t in before if finite_of(t) is not None and not is_verb_first(t)]
    return bool(main) and finite.doc[finite.i - 1].text == ","


def _belongs(finite: Token, predicate: Token) -> bool:
    return finite == predicate or finite.head == predicate


# --- conditions and their positions -------------------------------------------------------------------


def assigned(positions: Sequence[Position], spoken: Mapping[int, Utterance]) -> dict[int, Span]:
    """Index of a position in the sequence → its condition; each condition goes to the nearest position of its sentence.

    ``spoken`` maps token indices to utterances: a condition inside a direct quote is none of what stands outside.
    """
    found: dict[int, Span] = {}
    sentences = {position.anchor.sent.start: position.anchor.sent for position in positions}
    for start in sorted(sentences):
        here = [i for i, position in enumerate(positions) if position.anchor.sent.start == start]
        for span in conditions_in(sentences[start]):
            quoted = _direct(span[0], spoken)
            for i in nearest(span, [i for i in here if _direct(positions[i].anchor, spoken) is quoted], positions):
                found.setdefault(i, span)
        reservation = reserved_after(sentences[start])
        if reservation is not None and here:
            found.setdefault(here[-1], reservation)
    return found


def _direct(token: Token, spoken: Mapping[int, Utterance]) -> Utterance | None:
    utterance = spoken.get(token.i)
    return utterance if utterance is not None and utterance.quote_type == "direct" else None


def nearest(span: Span, here: Iterable[int], positions: Sequence[Position]) -> list[int]:
    """The positions whose words stand nearest to the condition, without those inside it; the one before wins."""
    ranked: list[tuple[int, int, int]] = []
    for i in here:
        anchor = positions[i].anchor
        if span.start <= anchor.i < span.end:
            continue
        distance = span.start - anchor.i if anchor.i < span.start else anchor.i - span.end + 1
        ranked.append((distance, anchor.i, i))
    if not ranked:
        return []
    closest = min(ranked)
    return [i for distance, at, i in sorted(ranked) if at == closest[1]]


def conditions_in(sentence: Span) -> list[Span]:
    """All conditions that a sentence names, in text order, none inside another."""
    found: list[Span] = []
    for token in sentence:
        if found and token.i < found[-1].end:
            continue
        span = _clause(token) or _opening(token) or _event(token) or _object(token)
        if span is not None and len(span) > 1:
            found.append(trimmed(span))
    return found


def _clause(token: Token) -> Span | None:
    """A clause that begins here with a conjunction, or with its finite verb."""
    if token.lower_ in listed("conjunctions"):
        head = token.head if basic(token) in {"mark", "advmod"} and is_clause(token.head) else None
        if word_class(token) != "subordinator" and (head is None or basic(token) != "mark"):
            return None
        following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else token
        if is_preposition(following) or following.like_num:
            return None
        return _from(token, head)
    verb = token if is_verb(token) else None
    if verb is None or token.lower_ not in MODAL_OPENERS:
        return None
    predicate = token if basic(token) not in {"aux", "cop"} else token.head
    return _from(token, predicate) if is_verb_first(predicate) else None


def is_clause(token: Token) -> bool:
    return is_verb(token) or bool(children(token, "cop"))


def _from(token: Token, head: Token | None) -> Span:
    """From the opening word to the end of its clause: to the next border, further where the tree says so."""
    rest = token.doc[token.i + 2 : token.sent.end]
    border = next((t.i for t in rest if t.text in BORDERS), token.sent.end)
    if head is None or head.i < border:
        return token.doc[token.i : border]
    return token.doc[token.i : min(max(head.right_edge.i + 1, token.i + 2), token.sent.end)]


def _opening(token: Token) -> Span | None:
    """«im Falle eines Angriffs», «unter der Bedingung, dass …», «vorbehaltlich der Zustimmung»."""
    doc, end = token.doc, token.sent.end
    if token.lower_ in listed("prepositions"):
        return _phrase_from(token, token)
    for words in _openings_with(token.lower_):
        if tuple(t.lower_ for t in doc[token.i : min(token.i + len(words), end)]) == words:
            last = doc[token.i + len(words) - 1]
            if last.lower_ == "denn":
                return doc[token.i : _from(doc[min(last.i + 1, end - 1)], None).end]  # the clause after its comma
            return _phrase_from(token, last)
    return None


def _phrase_from(first: Token, last: Token) -> Span:
    """From the first word to the end of the phrase or clause that hangs on the last one."""
    noun = (
        last
        if is_noun(last)
        else next((t for t in last.doc[last.i : min(last.i + 6, last.sent.end)] if is_noun(t)), last)
    )
    end = max(noun.right_edge.i, last.i) + 1
    following = last.doc[end : min(end + 2, last.sent.end)]
    if len(following) == 2 and following[0].text == "," and following[1].lower_ == "dass":
        end = following[1].head.right_edge.i + 1
    return last.doc[first.i : min(end, first.sent.end)]


def _event(token: Token) -> Span | None:
    """«nach einem Waffenstillstand», «bei einem möglichen Angriff»: not «nach dem Abkommen vom Montag» (past)."""
    noun = token.head
    if token.lower_ not in listed("event_prepositions") or relation(token) != "case" or noun.i < token.i:
        return None
    if basic(noun) == "nmod" and noun_stance(noun.head):  # «die Forderung nach einer Waffenruhe»
        return None
    if not ends_like(noun.lemma_, listed("event_nouns")) or (_is_known(noun) and not _is_possible(noun)):
        return None
    return token.doc[token.i : max(noun.i, noun.right_edge.i) + 1]


def _is_known(noun: Token) -> bool:
    return token_is_definite(noun) or bool(children(noun, "det:poss"))


def token_is_definite(noun: Token) -> bool:
    return any(child.lower_ in DEFINITE for child in noun.children if relation(child) in {"det", "case"})


def _is_possible(noun: Token) -> bool:
    return any(
        child.lemma_.lower().startswith(word) for child in children(noun, "amod") for word in sorted(listed("possible"))
    )


def _object(token: Token) -> Span | None:
    """«knüpfte die Hilfe an Reformen»: what it is tied to."""
    if token.lower_ != "an" or relation(token) != "case":
        return None
    verbs = [t for t in (token.head.head, token.head.head.head) if is_verb(t)]
    if not any(Clause(verb).lemma in listed("condition_verbs") for verb in verbs):
        return None
    return token.doc[token.i + 1 : token.head.right_edge.i + 1]


def reserved_after(sentence: Span) -> Span | None:
    """«Der Bundestag muss noch zustimmen.» after the position: what somebody else still has to do.

    Or what the position supposes: «Voraussetzung sei ein Waffenstillstand.»
    """
    if sentence.end >= len(sentence.doc):
        return None
    following = sentence.doc[sentence.end].sent
    predicate = following.root
    supposed = _supposed(following)
    if supposed is not None:
        return supposed
    clause = Clause(predicate)
    if clause.modal != "müssen" or clause.lemma not in listed("consent_verbs") or len(following) > LONGEST_RESERVE:
        return None
    return trimmed(following)


def _supposed(sentence: Span) -> Span | None:
    """What stands behind the copula of «Voraussetzung dafür sei, dass …», «Bedingung ist …»."""
    first = next((t for t in sentence[:4] if is_noun(t)), None)
    if first is None or first.lemma_.lower() not in listed("condition_nouns") or len(sentence) > LONGEST_RESERVE:
        return None
    copula = next((t for t in sentence[:6] if relation(t) == "cop" and t.i > first.i), None)
    return trimmed(sentence.doc[copula.i + 1 : sentence.end]) if copula is not None else None


def trimmed(span: Span) -> Span:
    """Without punctuation at either end."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_punct:
        start += 1
    while end > start and span.doc[end - 1].is_punct:
        end -= 1
    return span.doc[start:end]
