"""People's names as the text bends them → the name in the nominative: «Kurt Beckers Rücktritt» names Kurt Becker,
«Hans Albers singt» Hans Albers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Span

from pipeline.actors.name_runs import bare, ends_in_roman
from pipeline.actors.names import first_names
from pipeline.actors.offices import office, title_gender
from pipeline.actors.roles import is_indefinite, roles_of
from pipeline.syntax import is_adjective, is_noun, is_verb

# ends of surnames that are rarely a genitive's: Preuss, Markus, Kovács, Cortés
NATURAL = ("ss", "us", "is", "os", "és", "ös", "ás", "ács")
ARTICLES = frozenset(
    {"der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "eines", "vom", "beim", "zum"}
)


def nominatives(spans: Sequence[Span]) -> list[tuple[str, ...]]:
    """The words of each name of a document in the nominative."""
    last_words = Counter(span[-1].text for span in spans)
    plain = frozenset(span[-1].text for span in spans if len(span) > 1 and not _is_owner(span))
    return [_parts(span, last_words, plain) for span in spans]


def _parts(span: Span, last_words: Counter[str], plain: frozenset[str]) -> tuple[str, ...]:
    words = [token.text for token in span]
    if ends_in_roman(span):  # one word, as «II.» is
        return (*words[:-2], words[-2] + ".")
    words[-1] = _nominative(span, last_words, plain)
    if len(words) > 2 and words[-2] in {"’", "'"}:  # one word, as «O’Keefe» is
        words[-3:] = ["".join(words[-3:])]
    return tuple(words)


def _nominative(span: Span, last_words: Counter[str], plain: frozenset[str]) -> str:
    """The last word without a genitive s: known without it elsewhere, or in a genitive's place («Trumps Berater»).

    ``plain``: last words of full names that the article writes like this where no genitive stands.
    """
    word = span[-1].text
    base = bare(word)
    if base == word or len(base) < 2:
        return word
    if last_words[base] or word.endswith(("’", "'")):
        return base
    return base if word not in plain and _is_owner(span) else word


def _is_owner(span: Span) -> bool:
    """The name stands where a genitive stands, before or behind what is owned."""
    word = span[-1].text
    base = bare(word)
    vowel = base.endswith(("u", "o", "a", "i", "e")) and word.endswith("as")
    if vowel and len(span) == 1 and base not in first_names():
        return _before_its_noun(span)
    return _before_its_noun(span) or _after_its_noun(span)


def _before_its_noun(span: Span) -> bool:
    """«Barack Obamas Rede»: directly before a noun, and no verb's subject there; not «gab dem Piloten Jan Frings
    Geld».
    """
    doc = span.doc
    following = doc[span.end] if span.end < len(doc) else None
    if following is None or is_verb(following) or following.text in {"und", ","} or span[-1].text in first_names():
        return False
    noun = is_noun(following) and following.ent_type_ != "PER"
    adjective = is_adjective(following) and span.end + 1 < len(doc) and is_noun(doc[span.end + 1])
    if not (noun or adjective) or not span[-1].text.endswith("s") or span[-1].text.endswith(NATURAL):
        return False
    return not _article_of_noun_before(span)


def _after_its_noun(span: Span) -> bool:
    """«seit dem Rücktritt Kurt Beckers»: after a noun that is neither office nor calling.

    Not: «des Stars Rita Peters» (the name of who is in the genitive), «der Chef der Wache Jan Frings» (the holder's).
    """
    before = span.doc[span.start - 1] if span.start else None
    if before is None or not is_noun(before) or before.ent_type_ == "PER" or title_gender(before.text) is not None:
        return False
    if office(before.text) is not None:
        return is_indefinite(span) and len(span) > 1
    natural = span[-1].text.endswith((*NATURAL, "es", "as", "ens", "ns"))
    if natural or span.start == before.sent.start or _article_of_noun_before(span) in {"des", "eines"}:
        return False
    return len(span) == 1 or all(role.head > span.start for role in roles_of(span))


def _article_of_noun_before(span: Span) -> str:
    """The article of a noun directly before the name («der frühere Pilot Jan Frings»), else empty."""
    doc = span.doc
    at = span.start - 1
    if at < 0 or not is_noun(doc[at]) or doc[at].ent_type_ == "PER":
        return ""
    while at > 0 and is_adjective(doc[at - 1]):
        at -= 1
    return doc[at - 1].lower_ if at > 0 and doc[at - 1].lower_ in ARTICLES else ""
