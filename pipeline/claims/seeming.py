"""What a verb of the lists only seems to tell: threats of fate, a match decided, words in passing («wie geplant»)."""

from __future__ import annotations

from pipeline.claims.clauses import Clause
from pipeline.claims.wording import ends_like, words
from pipeline.syntax import children, is_participle


def only_happens(clause: Clause) -> bool:
    """«Dem Land droht eine Krise»: no threat; «erkenne an, dass …»: an admission; «rief aus: „…“»: words."""
    said = [*clause.complements, *children(clause.predicate, "ccomp")]
    if clause.lemma == "drohen":
        comes_to = [t for t in clause.complements if Clause(t).lemma in words("falling_verbs")]
        return bool(comes_to) or (not said and "mit" not in clause.words)
    if clause.lemma == "ausrufen":
        return not clause.objects and not clause.passive  # «rief aus: „Genug!“»
    if clause.lemma == "bekennen" and any(ends_like(t.lemma_, words("crime_nouns")) for t in clause.tokens):
        return True  # «bekannte sich zu dem Anschlag»
    if clause.lemma in {"entscheiden", "verwerfen"} and any(
        ends_like(t.lemma_, words("contest_nouns")) for t in children(clause.predicate, "obj", "nsubj")
    ):
        return True  # «entschieden das Spiel»
    return clause.lemma == "anerkennen" and bool(said)


def is_compared(clause: Clause) -> bool:
    """«wie geplant», «später als noch im Mai angekündigt»: in passing, of nobody. Not: «wie von Kiel gefordert»."""
    verb = clause.predicate
    before = verb.doc[max(verb.i - 4, verb.sent.start) : verb.i]
    if clause.agent is not None or not is_participle(verb) or not before:
        return False
    if before[-1].lower_ == "wie":
        return True
    if clause.helpers or children(verb, "nsubj", "obj"):
        return False
    return any(t.lower_ in {"wie", "als"} for t in before) and not any(t.is_punct for t in before[1:])
