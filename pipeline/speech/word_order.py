"""The subject by the order of words, where the tree is not to be trusted."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import syntax
from pipeline.lexicon import toml_table

OBLIQUE = {"ihn", "ihm", "ihnen", "mich", "mir", "dich", "dir", "uns", "euch", "sich"}
OBLIQUE_ARTICLES = {"dem", "des", "einem", "eines"}
AMBIGUOUS = {"die", "das", "eine"}


def subject_by_order(finite: Token, start: int, end: int) -> Token | None:
    """The noun phrase right behind the finite verb, else the one before it, between tokens ``start`` and ``end``."""
    behind = finite.doc[finite.i + 1 : end]
    for token in behind:
        if syntax.word_class(token) in {
            "reflexive",
            "adverb",
            "negation",
            "pronominal adverb",
        } or token.lower_ in OBLIQUE | {"ihr"}:
            continue
        head = noun_at(token, end)
        if head is not None and "Nom" in (head.morph.get("Case", []) or ["Nom"]) and not has_oblique_article(head):
            return head
        break
    before = finite.doc[start : finite.i]
    first = next(
        (token for token in before if syntax.word_class(token) not in {"coordinator", "adverb"} and not token.is_punct),
        None,
    )
    if first is None or syntax.is_preposition(first) or first.lower_ == "als":
        noble = _noble_name(first, finite) if first is not None else None
        return noble or _ambiguous_behind(finite, end)
    return noun_at(first, finite.i)


def _ambiguous_behind(finite: Token, end: int) -> Token | None:
    """«Als Grund gab die Schule an, …»: no subject stands before the verb, and «die», «das» or no article behind it may
    be the nominative, whatever the tagger says.
    """
    following = finite.nbor() if finite.i + 1 < end else None
    head = noun_at(following, end) if following is not None else None
    if head is None or syntax.is_pronoun(head) or syntax.is_preposition(head) or has_oblique_article(head):
        return None
    return head if following is not None and following.lower_ in AMBIGUOUS else None


def _noble_name(particle: Token, finite: Token) -> Token | None:
    """«Von der Aue betonte …»: von or zu and a name are all that stands before the verb."""
    words = list(finite.doc[particle.i + 1 : finite.i])
    names = [token for token in words if syntax.word_class(token) != "article"]
    if particle.lower_ not in {"von", "vom", "zu"} or len(names) != 1 or syntax.subject_of(finite) is not None:
        return None
    return names[0] if names[0].text[:1].isupper() and len(words) <= 2 else None


def noun_at(token: Token, end: int) -> Token | None:
    """The head noun of a noun phrase that begins at the token."""
    if syntax.word_class(token) in {"personal", "demonstrative", "indefinite"}:
        return token
    if syntax.is_preposition(token) or syntax.is_verb(token):
        return None
    for word in token.doc[token.i : end]:
        if syntax.is_noun(word):
            return _owned(word, end) or word
        if syntax.is_verb(word) or syntax.is_preposition(word) or (word.is_punct and not word.is_quote):
            return None  # «die „Bild“-Zeitung» may be one phrase
    return None


def _owned(name: Token, end: int) -> Token | None:
    """Botschafter in «Polens Botschafter dementierte …»: a genitive before its noun is not the phrase's head."""
    following = name.nbor() if name.i + 1 < min(end, len(name.doc)) else None
    if following is None or not (syntax.is_name(name) and name.text.endswith("s")):
        return None
    return following if syntax.is_common_noun(following) and not following.ent_type_ else None


def has_oblique_article(noun: Token) -> bool:
    """dem, den, des and einem never stand before a subject, der not before a feminine one («Der Zeitung sagte sie»)."""
    if not syntax.is_common_noun(noun):
        return False
    articles = [child for child in noun.children if child.i < noun.i and syntax.word_class(child) == "article"]
    forms = {child.lower_ for child in articles}
    feminine = noun.morph.get("Gender", []) == ["Fem"] and noun.morph.get("Number", []) == ["Sing"]
    feminine = feminine or noun.lower_.endswith(tuple(sorted(toml_table("speakers")["feminine"])))
    return bool(forms & OBLIQUE_ARTICLES) or ("der" in forms and feminine)
