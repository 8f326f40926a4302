"""What er and sie may take up: the subject of the sentence before, a single person of their gender."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.offices import office
from pipeline.numbers.units import kind_of
from pipeline.speech.speakers import subject_phrase

GENDERS = {"er": "Masc", "sie": "Fem"}


def subject_before(pronoun: Token) -> Span | None:
    """The subject of the sentence before er or sie, within the paragraph."""
    start = pronoun.sent.start
    if pronoun.lower_ not in GENDERS or start == 0 or start in pronoun.doc.user_data.get(syntax.PARAGRAPHS, ()):
        return None
    before = pronoun.doc[start - 1].sent
    return subject_phrase(before.root, before.start, before.end)


def is_one_person(noun: Token, pronoun: Token) -> bool:
    """A single person of the pronoun's gender, who can speak: die Kanzlerin for sie, der Zeuge for er."""
    singular = syntax.feature(noun, "Number") == "Sing" and GENDERS[pronoun.lower_] == syntax.feature(noun, "Gender")
    person = kind_of(noun.text) == "people" or office(noun.text) is not None
    finite = syntax.finite_of(syntax.clause_of(pronoun))
    return singular and person and finite is not None and syntax.feature(finite, "Number") == "Sing"
