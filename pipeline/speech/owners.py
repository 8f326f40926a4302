"""Whose spokesman, lawyer, mother: a person's name beside a noun that owns it and does not say anything itself."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.offices import office
from pipeline.findings import Name
from pipeline.lexicon import toml_table
from pipeline.speech.source_words import is_claim_noun, source_words
from pipeline.speech.speakers import is_no_speaker, is_speaker, is_text

GENITIVE = ("s", "’", "'")
BEFORE_OWNED = {"article", "possessive", "attribute", "number", "quantifier"}
GENITIVE_ARTICLES = {"des", "der", "eines", "einer"}


def owned_by(head: Token, span: Span, names: Mapping[int, Name]) -> tuple[Token, Name] | None:
    """The noun and the person in the genitive right beside it: «ein Sprecher Wladimir Putins», «Putins Sprecher»,
    «Minister Putins Sprecher».
    """
    for at in (head.i + 1, head.i - 1):
        name = names.get(at)
        if name is None or name.kind != "person" or not is_owner(head, name):
            continue
        behind = name.span.end
        if at > head.i and behind < span.end and syntax.is_common_noun(head.doc[behind]):
            return head.doc[behind], name
        return head, name
    return None


def is_owner(head: Token, name: Name) -> bool:
    """The name is the owner of the noun, not its bearer: «die Anwältin Somaris», «die Mutter des Angeklagten Peter
    Holm»; but «Ministerpräsident Erdoğan», «die Worte Präsident Putins».
    """
    if name.span.end == head.i:
        return _is_genitive(name)
    if name.span.start == head.i + 1:
        return _is_genitive(name) and _may_be_owned(head) and not _is_bare_office(head, name)
    if name.span.start <= head.i:
        return False
    return _bears_inner_noun(head, name.span)


def _is_genitive(name: Name) -> bool:
    """The text adds an s to the name («Putins»), or the name can be nothing but a genitive."""
    last, whole = name.span[-1], name.canonical.split()
    if not last.text.endswith(GENITIVE):
        return False
    if whole and last.text not in whole:
        return any(last.text.startswith(word) or last.text.rstrip("’'s") == word for word in whole)
    return all("Gen" in token.morph.get("Case", []) for token in last.doc if token.text == last.text)


def _may_be_owned(head: Token) -> bool:
    """An article or adjective stands before the noun, or none in a place of its own: «Mitarbeiter Holts»; a bare office
    behind Angaben or Worte bends together with the name («nach Angaben Präsident Putins»).
    """
    before = head.nbor(-1) if head.i > head.sent.start else None
    return before is None or not is_claim_noun(before)


def _is_bare_office(head: Token, name: Name) -> bool:
    """«Richter Knut Ahrens»: an office without article, and a name that ends in s by itself."""
    whole = name.canonical.split()
    bare = head.i == head.sent.start or syntax.word_class(head.nbor(-1)) not in BEFORE_OWNED
    return bare and len(name.span) > 1 and name.span[-1].text == whole[-1] and office(head.text) is not None


def _bears_inner_noun(head: Token, person: Span) -> bool:
    """Between the two stands a person's noun in the genitive, which the name belongs to: «der Sprecher des Ministers
    Karl Holt»; a body is none («der Chef der Bank Karl Holt»).
    """
    between = list(head.doc[head.i + 1 : person.start])
    if len(between) < 2 or any(token.is_punct for token in between) or between[0].lower_ not in GENITIVE_ARTICLES:
        return False
    inner = between[-1]
    people = tuple(toml_table("speakers")["people"])
    return syntax.is_noun(inner) and (office(inner.text) is not None or inner.lower_.endswith(people))


def owner_in_compound(head: Token) -> str:
    """«Behördenangaben», «Ministeriumsangaben»: the first part, where it is one that speaks; else empty."""
    ending = next((end for end in source_words().claim_endings if head.lower_.endswith(end)), "")
    stem = head.text[: len(head.text) - len(ending)] if ending and not is_speaker(head) else ""
    if stem.endswith("-") and stem[:-1].isupper():
        return stem[:-1]  # «UNO-Angaben»
    words = toml_table("speakers")
    endings = tuple(words["endings"])
    for form in (stem.removesuffix("s"), stem):  # «Unternehmensangaben», but «Ausschussbericht»
        if len(form) > 2 and (form in words["nouns"] or form.lower().endswith(endings)):
            return form
    return ""


def head_of(span: Span) -> Token | None:
    """The noun that names the speaker: behind Angaben, Worten, Sicht it is their attribute («Angaben der Polizei»)."""
    root = span.root
    if not (syntax.is_noun(root) or syntax.is_pronoun(root)):
        root = next((token for token in span if syntax.is_noun(token) or syntax.is_pronoun(token)), root)
    root = _owned_noun(root, span) or root
    told = is_text(root) or root.text == "Seiten" or root.lower_.endswith(("umfrage", "umfragen"))
    if not (told or (is_claim_noun(root) and not is_speaker(root))):
        return root
    inner = [
        token
        for token in span
        if token.i > root.i and (syntax.is_noun(token) or syntax.word_class(token) == "indefinite")
    ]
    inner = [token for token in inner if not is_no_speaker(token)]  # «Angaben vom Mittwoch»
    if not inner or not _has_owner(root):
        return root
    by_tree = next((child for child in syntax.children(root, "nmod") if child in inner), None)
    return by_tree or next((token for token in inner if is_speaker(token)), inner[0])


def _owned_noun(name: Token, span: Span) -> Token | None:
    """Sprecherin in «Brandners Sprecherin», where the tree takes the two for one name."""
    if name.ent_type_ != "PER" or not name.text.endswith(("s", "’", "'")) or name.i + 1 >= span.end:
        return None
    following = name.nbor()
    return following if syntax.is_common_noun(following) and not following.ent_type_ else None


def _has_owner(noun: Token) -> bool:
    """«das Schreiben des Ministeriums», «Angaben von X», «Angaben aus Kairo»; not «Erklärung zur Lage»."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return following is not None and (
        syntax.is_noun(following)
        or following.lower_ in {"von", "vom", "aus"}
        or syntax.word_class(following) in {"article", "possessive", "attribute", "quantifier", "number"}
    )
