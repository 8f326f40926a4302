"""What er and sie may take up: the subject above or before them, where it is somebody of their number and gender."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.offices import office
from pipeline.numbers.units import kind_of
from pipeline.speech.speakers import is_document, is_speaker, subject_phrase

GENDERS = {"er": "Masc", "sie": "Fem"}
RELATIVES = {"der": "Masc", "welcher": "Masc", "die": "Fem", "welche": "Fem", "das": "Neut", "welches": "Neut"}
PLURALS = {"die", "welche"}
LATTER = {"dieser": "Masc", "diese": "Fem"}
APPOSITION = 14
OBLIQUE = {"vom", "zum", "beim", "im", "am", "dem", "des", "einem", "eines"}
STEPS = 3


def is_plural(pronoun: Token) -> bool:
    """sie in «sie erklärten»; never er."""
    predicate = syntax.clause_of(pronoun)
    return pronoun.lower_ == "sie" and syntax.feature(syntax.finite_of(predicate) or predicate, "Number") == "Plur"


def antecedent(pronoun: Token) -> Span | None:
    """The subject that er or sie takes up, within the paragraph: of the clause above it («Der Zeuge schrieb, dass er
    …»), else of the sentence before; over the same pronoun there back to its own.
    """
    for _ in range(STEPS):
        above = [span for span in (_subject_above(pronoun), subject_before(pronoun)) if span is not None]
        found = next((span for span in above if _is_same(span.root, pronoun) or fits(span.root, pronoun)), None)
        if found is None or not _is_same(found.root, pronoun):
            return found
        pronoun = found.root
    return None


def _is_same(word: Token, pronoun: Token) -> bool:
    return word.lower_ == pronoun.lower_ and is_plural(word) == is_plural(pronoun)


def subject_before(pronoun: Token) -> Span | None:
    """The subject of the sentence before er or sie, within the paragraph; «sie erklärten» may open the next one."""
    start = pronoun.sent.start
    if pronoun.lower_ not in GENDERS or start == 0:
        return None
    if start in pronoun.doc.user_data.get(syntax.PARAGRAPHS, ()) and not is_plural(pronoun):
        return None
    before = pronoun.doc[start - 1].sent
    return subject_phrase(before.root, before.start, before.end)


def _subject_above(pronoun: Token) -> Span | None:
    """The subject of a verb that governs the pronoun's clause, before it: «Der Zeuge ging, weil er fror»."""
    clause = syntax.clause_of(pronoun)
    if pronoun.lower_ not in GENDERS or syntax.basic(clause) == "parataxis":
        return None  # «Der Plan sei gut, sagte er.»
    for predicate in syntax.governing(clause):
        subject = syntax.subject_of(predicate)
        if subject is not None and subject.i < pronoun.i and subject != pronoun:
            return subject_phrase(predicate, pronoun.sent.start, pronoun.i)
    return None


def antecedent_noun(relative: Token) -> Token | None:
    """Zeuge in «ein Zeuge, der sagte, …»: the noun of the relative pronoun's number and gender that can say something,
    which its clause hangs on; the subject where the clause stands behind its verb («Ein Arzt kam, der sagte, …»).
    """
    noun = syntax.clause_of(relative).head
    if syntax.is_verb(noun) and syntax.object_of(noun) is None:
        noun = next(iter(syntax.children(noun, *syntax.SUBJECT)), noun)
    gender, number = syntax.feature(noun, "Gender"), syntax.feature(noun, "Number")
    agrees = number == "Plur" if relative.lower_ in PLURALS else False
    agrees = agrees or (number == "Sing" and gender == RELATIVES.get(relative.lower_))
    if not agrees or not syntax.is_common_noun(noun) or noun.i > relative.i:
        return None
    somebody = kind_of(noun.text) == "people" or office(noun.text) is not None
    return noun if somebody or is_speaker(noun) or is_document(noun) else None


def before_apposition(relative: Token) -> Token | None:
    """Holm in «die Aussage von Jens Holm, dem Chef der Wache, der sagte, …»: the last word of the person whom an
    apposition between commas parts from the relative clause.
    """
    doc, end = relative.doc, relative.i - 1
    if end < 1 or doc[end].text != ",":
        return None
    for at in range(end - 1, max(relative.sent.start, end - APPOSITION), -1):
        if doc[at].text == ",":
            return doc[at - 1] if doc[at - 1].ent_type_ == "PER" else None
        if syntax.is_verb(doc[at]) or doc[at].is_punct:
            return None
    return None


def is_latter(pronoun: Token) -> bool:
    """«Dieser sagte», «so schrieb diese»: whom the text named last; not «diese sagten»."""
    if pronoun.lower_ not in LATTER or syntax.word_class(pronoun) != "demonstrative":
        return False
    finite = syntax.finite_of(syntax.clause_of(pronoun))
    return pronoun.lower_ == "dieser" or (finite is not None and syntax.feature(finite, "Number") == "Sing")


def latter_noun(start: int, pronoun: Token) -> Token | None:
    """Verband in «Holm bat den Verband um Geld. Dieser sagte, …»: the last noun of its gender from ``start`` on that
    can say something, and no name of a person; behind «vom» also one that is tagged as a neuter.
    """
    if pronoun.sent.start in pronoun.doc.user_data.get(syntax.PARAGRAPHS, ()):
        start = max(start, pronoun.sent.start)
    nouns = [noun for noun in pronoun.doc[start : pronoun.i] if syntax.is_common_noun(noun) and noun.ent_type_ != "PER"]
    alone = [noun for noun in nouns if syntax.feature(noun, "Number") == "Sing"]
    fitting = [noun for noun in alone if _has_gender(noun, LATTER[pronoun.lower_])]
    return next((noun for noun in reversed(fitting) if is_speaker(noun) or kind_of(noun.lemma_) == "people"), None)


def _has_gender(noun: Token, gender: str) -> bool:
    told = syntax.feature(noun, "Gender")
    return told == gender or (gender == "Masc" and told == "Neut" and _is_oblique(noun))


def _is_oblique(noun: Token) -> bool:
    return any(child.i < noun.i and child.lower_ in OBLIQUE for child in noun.children)


def fits(noun: Token, pronoun: Token) -> bool:
    """Somebody or some body that can speak, of the pronoun's number and gender: die Kanzlerin, die Polizei for sie, der
    Zeuge for er, die Forscher for «sie sagten»; no text («Der Bericht lag vor. Er …»).
    """
    if is_plural(pronoun):
        agrees = syntax.feature(noun, "Number") == "Plur" and len(syntax.conjuncts(noun)) == 1
    else:
        finite = syntax.finite_of(syntax.clause_of(pronoun))
        agrees = finite is not None and syntax.feature(finite, "Number") == "Sing"
        agrees = agrees and syntax.feature(noun, "Number") == "Sing"
        agrees = agrees and GENDERS[pronoun.lower_] == syntax.feature(noun, "Gender")
    return agrees and (kind_of(noun.text) == "people" or office(noun.text) is not None or _is_body(noun))


def _is_body(noun: Token) -> bool:
    return is_speaker(noun) and not is_document(noun) and noun.ent_type_ not in {"PER", "LOC"}
