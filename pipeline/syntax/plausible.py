"""What no German tree looks like is set right before rules read it: a parser's slip, whichever parser's it is.

Each repair needs words that leave no doubt (an auxiliary, an article, a subordinator, two commas); where they do not
decide, the tree stays as it is. Labels are changed first, then heads.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from pipeline.lexicon import csv_rows, derived
from pipeline.syntax.closed import forms
from pipeline.syntax.trees import AUXILIARY, basic, children
from pipeline.syntax.verbs import finite_of
from pipeline.syntax.words import feature, is_name, is_participle, word_class


def mend(doc: Doc) -> Doc:
    """Mend the Doc in place and hand it back."""
    repairs = {doc.vocab.strings.add(label): repair for label, repair in REPAIRS.items()}
    for i, label in enumerate(doc.to_array("DEP").tolist()):
        if label in repairs and doc[i].dep == label:  # no earlier repair changed it
            repairs[label](doc[i])
    return doc


def _subject_of_passive(noun: Token) -> None:
    """«Der Minister hat 150 Pioniere zugesagt»: with haben nothing is passive, nor without auxiliary beside an object.

    Not: «Minister verhaftet in Rom».
    """
    predicate = noun.head
    helpers = [child for child in predicate.children if basic(child) in AUXILIARY]
    if not helpers and (children(predicate, "obj") or feature(predicate, "Mood")):
        _present_tense(noun)
    if not helpers or not is_participle(predicate) or any(child.lower_ not in forms("haben") for child in helpers):
        return
    for helper in helpers:
        helper.dep_ = "aux"
    noun.dep_ = "obj" if children(predicate, "nsubj") and not _is_nominative(noun) else "nsubj"


def _is_nominative(noun: Token) -> bool:
    return feature(noun, "Case") == "Nom" and not children(noun, "nummod")


def _subject(noun: Token) -> None:
    """«Diesen Einwand ließ das Gericht nicht gelten»: of two subjects the one in the accusative is none."""
    articles = {child.lower_ for child in children(noun, "det")}
    several = len(children(noun.head, "nsubj")) > 1
    if several and feature(noun, "Number") == "Sing" and articles & forms("accusative_articles"):
        noun.dep_ = "obj"
        return
    if noun.tag_ == "PRELS":
        _article(noun)
        return
    _present_tense(noun)
    if _is_receiver(noun):
        noun.dep_ = "obl:arg"
        return
    finite = finite_of(noun.head)
    if finite is not None and feature(finite, "Number") == "Plur" and not articles - forms("plural_articles"):
        _plural(noun)


def _is_receiver(name: Token) -> bool:
    """«Die Liga sagte Moldau Hilfe zu»: a bare name between the verb with its subject before it and the object."""
    verb = name.head
    before = [child for child in children(verb, "nsubj") if child.i < verb.i and child != name]
    behind = [child for child in children(verb, "obj") if child.i > name.i]
    return is_name(name) and name.i == verb.i + 1 and bool(before and behind) and not children(name, "case", "det")


def _circumstance(noun: Token) -> None:
    """«Hilfe bei der Ausbildung»: what the noun before the preposition asks for belongs to it."""
    first = noun.left_edge
    before = noun.doc[first.i - 1] if first.i else noun
    if first.lower_ not in {"bei", "beim"} or before.head != noun.head or basic(before) not in {"obj", "nsubj"}:
        return
    if before.lower_.endswith(tuple(forms("nouns_with_bei"))):
        noun.head, noun.dep_ = before, "nmod"


def _attribute(noun: Token) -> None:
    """«will nach einer Einigung Boote schicken»: a bare plural behind a circumstance is the verb's object."""
    before = noun.head
    verb = before.head
    bare = noun.tag_ == "NN" and feature(noun, "Number") == "Plur" and not children(noun, "case", "det", "amod")
    if not bare or noun.i != before.i + 1 or feature(noun, "Case") == "Gen" or verb.i < noun.i:
        return
    opening = {child.lower_ for child in children(before, "case")}
    if opening & forms("circumstances") and verb.tag_ in {"VVINF", "VVPP", "VVIZU"} and not children(verb, "obj"):
        noun.head, noun.dep_ = verb, "obj"


def _article(pronoun: Token) -> None:
    """«bereit, die verbündeten Länder zu beraten»: a relative clause has its verb at its end, this is a noun phrase."""
    verb = pronoun.head
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    infinitive = next((child for child in children(verb, "xcomp") if "zu" in _marks(child)), None)
    if verb.tag_ != "VVFIN" or verb.i != pronoun.i + 1 or behind.tag_ != "NN" or behind.head != infinitive:
        return
    pronoun.tag_, pronoun.dep_, pronoun.head = "ART", "det", behind
    _take_place(infinitive, verb)
    if infinitive.head != infinitive:
        infinitive.dep_ = "xcomp"
    for child in list(verb.children):
        child.head = infinitive
    verb.tag_, verb.dep_, verb.head = "ADJA", "amod", behind
    _set_features(verb, "")


def _take_place(token: Token, other: Token) -> None:
    """Hang a word where the other hangs, by the other's relation; at the top where that is the root."""
    token.dep_ = other.dep_
    token.head = token if other.head == other else other.head


def _set_features(word: Any, features: str) -> None:
    word.set_morph(features)  # spaCy's types leave it out


def _marks(verb: Token) -> set[str]:
    return {child.lower_ for child in children(verb, "mark")}


def _present_tense(subject: Token) -> None:
    """«Venezuela investiert 900 Millionen»: between subject and object a lone verb in -t is no participle."""
    verb = subject.head
    alone = verb.tag_ == "VVPP" and subject.i < verb.i and not any(basic(child) in AUXILIARY for child in verb.children)
    if not alone or basic(verb) not in {"root", "parataxis", "conj"} or not verb.lower_.endswith("t"):
        return
    between = verb.doc[subject.right_edge.i + 1 : verb.i]
    if verb.lower_.startswith("ge") or any(word_class(token) != "adverb" for token in between):
        return
    if any(child.i > verb.i and basic(child) in {"obj", "obl"} for child in verb.children):
        verb.tag_ = "VVFIN"
        _set_features(verb, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
        subject.dep_ = "nsubj"


def _plural(noun: Token) -> None:
    """«Westliche Verbündete versprechen Hilfe»: nouns made of adjectives look alike in both numbers, the verb tells."""
    if (
        noun.tag_ == "NN"
        and noun.text.endswith("e")
        and feature(noun, "Number") == "Sing"
        and not children(noun, "conj")
    ):
        _set_features(noun, str(noun.morph).replace("Number=Sing", "Number=Plur"))


def _conjunct(noun: Token) -> None:
    """«viele Staaten und Verbündete»: what shares the first one's plural article is plural."""
    first = noun.head
    shared = bool({child.lower_ for child in children(first, "det")} & forms("plural_articles"))
    if shared and feature(first, "Number") == "Plur" and not children(noun, "det") and not children(noun, "amod"):
        _plural(noun)


def _complement(predicate: Token) -> None:
    """«…, da die Mehrheit fehlt»: no reason, time or condition is a verb's object."""
    if any(child.lower_ in forms("adverbial_subordinators") for child in children(predicate, "mark")):
        predicate.dep_ = "advcl"


def _infinitive(verb: Token) -> None:
    """«die Ankündigung der Türkei, die Grenze zu öffnen»: what hangs on a noun is its attribute.

    «Oslo sei bereit zu vermitteln»: with sein the adjective is the predicate.
    """
    if verb.head.tag_ == "NN" and not children(verb.head, "cop", "nsubj"):
        verb.dep_ = "acl"
    ready = next((child for child in children(verb, "advmod") if child.lower_ in forms("ready")), None)
    copula = next((child for child in children(verb, "aux") if child.lemma_ == "sein"), None)
    if ready is None or copula is None or verb.i < ready.i or not children(verb, "mark"):
        return
    _take_place(ready, verb)
    for child in [child for child in verb.children if child.i < ready.i]:
        child.head = ready
    copula.dep_ = "cop"
    verb.head, verb.dep_ = ready, "xcomp"


def _apposition(name: Token) -> None:
    """«Der Nachfolger des Konzernchefs Kurt Bär, Ida Voss, kündigte an»: the second name is the successor's."""
    inner = name.head
    outer = inner.head
    if basic(inner) != "nmod" or outer.i > inner.i or not is_name(name) or children(outer, "appos"):
        return
    first = [child for child in children(inner, "appos") if inner.i < child.i < name.i and is_name(child)]
    if first and _is_between_commas(name):
        name.head = outer


def _is_between_commas(name: Token) -> bool:
    end = name.right_edge.i + 1
    return name.left_edge.text == "," and end < len(name.doc) and name.doc[end].text == ","


def _flat(noun: Token) -> None:
    """«Ecuadors Weigerung sorgt für Streit»: a state's genitive is no first name."""
    owner = noun.head
    if noun.tag_ != "NN" or noun.i != owner.i + 1 or owner.text not in _genitives():
        return
    _take_place(noun, owner)
    for child in [child for child in owner.children if child.i > noun.i]:
        child.head = noun
    owner.head, owner.dep_ = noun, "nmod"


@derived
def _genitives() -> frozenset[str]:
    """The states' names of one word with their s: Ecuadors."""
    return frozenset(f"{row['name']}s" for row in csv_rows("countries") if " " not in row["name"])


def _preposition(word: Token) -> None:
    """«Gemäss Verband»: no noun, though it begins with a capital; the Swiss spelling is rare in corpora."""
    if word.tag_ in {"NN", "NE"} and word.lower_ in forms("prepositions_too"):
        word.tag_, word.pos_ = "APPR", "ADP"


REPAIRS = {
    "case": _preposition,
    "nsubj:pass": _subject_of_passive,
    "nsubj": _subject,
    "conj": _conjunct,
    "ccomp": _complement,
    "xcomp": _infinitive,
    "appos": _apposition,
    "flat": _flat,
    "obl": _circumstance,
    "nmod": _attribute,
}
