"""The explicit list of stance rules and the walk over an article's clauses: every position, before anybody is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from pipeline.claims.acts import act, announced_deed, could
from pipeline.claims.clauses import Clause
from pipeline.claims.conditions import is_condition
from pipeline.claims.contrast import split
from pipeline.claims.demands import demand, undecided
from pipeline.claims.frames import OPEN_QUESTION, lexical_frame
from pipeline.claims.modality import soll, wants, will, wird
from pipeline.claims.nominal import as_wanted, attribute, headline, noun_frame
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, Rule
from pipeline.claims.predicates import adjective_frame, document_frame
from pipeline.claims.verbs import infinitive
from pipeline.claims.wording import ends_like, words
from pipeline.syntax import SUBJECT, basic, children, is_infinitive, is_noun, is_verb, marker_of, subtree, word_class

# The first rule that finds something at a clause decides; the verb's own meaning before modal and tense.
RULES: tuple[Rule, ...] = (
    undecided,
    document_frame,
    lexical_frame,
    adjective_frame,
    soll,
    demand,
    will,
    wird,
    announced_deed,
    could,
    act,
    wants,
)

ASIDE = frozenset({"während", "wobei", "obwohl", "wohingegen", "nachdem", "weil", "da"})

# These look at the nouns and asides of every clause, whatever its predicate says.
BESIDE: tuple[Rule, ...] = (noun_frame, attribute, as_wanted)


def positions(clauses: Sequence[Clause], parties: Parties) -> list[Position]:
    """All positions of an article in text order; what another one speaks for is left out."""
    found: list[Position] = []
    for clause in clauses:
        if is_condition(clause.predicate) or is_question(clause):
            continue
        if not is_idle(clause):
            taken = next((hit for hit in (rule(clause, parties) for rule in RULES) if hit), [])
            found += [half for position in taken for half in split(position, parties)]
        for beside in BESIDE:
            found += beside(clause, parties)
    for sentence in dict.fromkeys(parties.doc.sents):
        found += headline(sentence, parties)
    spoken_for = covered(found)
    kept = [p for p in found if p.source.i not in spoken_for]
    return sorted(kept, key=lambda p: (p.source.i, p.anchor.i))


def covered(found: Sequence[Position]) -> set[int]:
    """Indices of the words in clauses that some position speaks for."""
    inside: set[int] = set()
    for position in found:
        for complement in position.covers:
            inside |= {
                token.i
                for token in complement.subtree
                if token != position.source and not _stands_aside(token, complement)
            }
    return inside


def _stands_aside(token: Token, complement: Token) -> bool:
    """In a clause that contrasts or gives a reason: «…, während Rom zögert»."""
    while token != complement and token.head != token:
        if marker_of(token) in ASIDE:
            return True
        token = token.head
    return False


def is_idle(clause: Clause) -> bool:
    """A clause without own position: «um … zu verhindern», «ob er zustimmt», «was Wien will», a bare infinitive."""
    if clause.marker in {"ob", "um", "ohne", "damit", "statt", "anstatt", "als"}:
        return True
    if clause.is_zu and (clause.utterance is None or not clause.modal):
        return True
    bare = is_infinitive(clause.predicate) and clause.finite is None and not children(clause.predicate, *SUBJECT)
    if bare and clause.utterance is None:
        return True
    if is_expected(clause):
        return True
    return asks(clause) and clause.predicate.head != clause.predicate and basic(clause.predicate) != "acl"


def is_expected(clause: Clause) -> bool:
    """A clause under a verb of expecting or blaming: «Es ist kaum zu erwarten, dass Moskau zustimmen wird»."""
    cue = clause.utterance.cue if clause.utterance is not None else None
    if cue is not None and is_verb(cue.root) and infinitive(cue.root) in words("expectation_verbs"):
        return True
    if cue is not None and any(_is_guess(t) for t in cue if is_noun(t)):
        return True
    governor = clause.predicate.head
    if is_noun(governor) and clause.marker == "dass" and governor != clause.predicate:
        return _is_guess(governor)  # «kein Zweifel, dass Rom zustimmen wird»
    if governor == clause.predicate or basic(clause.predicate) not in {"ccomp", "xcomp", "csubj"}:
        return False
    if not is_verb(governor):
        return governor.lemma_.lower() in words("expectation_adjectives") and marker_of(clause.predicate) == "dass"
    held = infinitive(governor) == "halten" and any(t.lower_ == "für" for t in subtree(governor))  # «für möglich»
    return held or infinitive(governor) in words("expectation_verbs")


def _is_guess(noun: Token) -> bool:
    """A noun of expecting or blaming; not «ließ keinen Zweifel daran, dass sie zustimmen wird»."""
    return ends_like(noun.lemma_, words("expectation_nouns")) and noun.head.lemma_ != "lassen"


def asks(clause: Clause) -> bool:
    """«welche Länder sich beteiligen wollen»: a question word stands first in a subordinate clause."""
    first = next((t for t in clause.tokens if not t.is_punct), clause.predicate)
    return word_class(first) == "question" and first.lower_ in OPEN_QUESTION


def is_question(clause: Clause) -> bool:
    """A direct question commits nobody: «Wird Berlin Truppen schicken?»."""
    last = last_word(clause.sentence)
    return last is not None and last.text == "?"


def last_word(sentence: Iterable[Token]) -> Token | None:
    return next(
        (token for token in reversed(list(sentence)) if token.text.strip() and token.text not in "»«“”\"'"), None
    )
