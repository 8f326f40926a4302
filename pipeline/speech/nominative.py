"""An unnamed source in the nominative and without article: «einem hochrangigen Regierungsbeamten» → «hochrangiger
Regierungsbeamter».
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.body_names import gender_of_body
from pipeline.lexicon import derived, toml_table
from pipeline.numbers.units import kind_of
from pipeline.speech.speakers import is_document

GENDERS = {"m": "Masc", "f": "Fem", "n": "Neut"}
ENDINGS = {"Masc": "er", "Fem": "e", "Neut": "es"}
LONE = str.maketrans("", "", "„“»«")
INFLECTED = ("en", "em", "er", "es", "e")
PARTITIVE = {"der", "dieser", "seiner", "ihrer", "unserer", "von"}
FEMININE = {"eine", "die", "keine", "seine", "ihre", "diese", "jede"}
OBLIQUE_FEMININE = {"der", "einer", "keiner", "seiner", "ihrer", "dieser"}
TIMED = {"am", "vom", "von", "seit", "im", "in", "ab"}
ENDS = {",", "(", "–", "-", ";", ":", "„", "und", "sowie"}


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("unnamed").items()}


def nominative(head: Token, span: Span) -> str:
    """The phrase from its first adjective to its genitive attributes, in the nominative; empty for a bare pronoun."""
    if not syntax.is_noun(head):
        return head.text if _is_screen_name(head) else ""
    named = _name_behind(head, span)
    if named:
        return named
    plural = _is_plural(head, span)
    words = [_adjective(token, head, plural) for token in _adjectives(head, span)]
    words.append(_noun(head, plural))
    return _without_lone_mark(" ".join([*words, *_attributes(head, span)]).strip())


def _is_screen_name(token: Token) -> bool:
    """nebel77 in «„nebel77“ schrieb, …»: letters and digits in one word, which the tagger takes for a number."""
    letters = sum(char.isalpha() for char in token.text)
    return letters > 2 and token.text.isalnum() and token.text[-1].isdigit()


def _without_lone_mark(text: str) -> str:
    """«die „Welt“-Redaktion», of which the opening mark is left behind: Welt-Redaktion."""
    lone = sum(text.count(mark) for mark in "„“»«") == 1
    return text.translate(LONE) if lone else text


def _name_behind(head: Token, span: Span) -> str:
    """The name that directly follows an office or a medium: «Hafenmeister Fiete Paulsen», «die Zeitung „Fjordbote“»."""
    rest = [token for token in span if token.i > head.i]
    if syntax.is_name(head) or not rest:
        return ""
    if rest[0].is_quote and len(rest) > 2 and rest[-1].is_quote:
        return " ".join(token.text for token in rest[1:-1])
    names: list[str] = []
    for token in rest:
        if not syntax.is_name(token):
            break
        names.append(token.text)
    return " ".join(names) if len(names) > 1 else ""


def _adjectives(head: Token, span: Span) -> list[Token]:
    found = []
    for token in reversed([token for token in span if token.i < head.i]):
        bends = syntax.word_class(token) in {"attribute", "number", "quantifier"} or _is_of_town(token)
        if not bends or {token.lower_, token.lower_[:-1]} & _words()["articles"]:
            break
        found.append(token)
    return found[::-1]


def _is_of_town(token: Token) -> bool:
    """«ein Linzer Gericht»: what the tagger may take for a noun, but the tree for an adjective."""
    return token.text[:1].isupper() and token.text.endswith("er") and syntax.basic(token) == "amod"


def _own_words(head: Token, span: Span) -> list[Token]:
    """What stands before the noun and belongs to it: «eine Schätzung von spanischen Händlern» gives «spanischen»."""
    before = [token for token in span if token.i < head.i]
    borders = [k for k, token in enumerate(before) if syntax.is_noun(token) or syntax.is_preposition(token)]
    return before[borders[-1] + 1 :] if borders else before


def _is_plural(head: Token, span: Span) -> bool:
    """By the article, a number, the form against the lemma, and by a bare adjective in the genitive («Meinung
    politischer Beobachter»).
    """
    before = _own_words(head, span)
    if any(syntax.word_class(token) == "number" for token in before):
        return True
    article = next(
        (
            token.lower_
            for token in before
            if syntax.word_class(token) in {"article", "possessive", "demonstrative article"}
        ),
        "",
    )
    if article.startswith(("ein", "das", "des", "dem", "kein")):
        return False
    if (
        not article
        and before
        and syntax.word_class(before[-1]) == "attribute"
        and before[-1].text.endswith("er")
        and span.start < before[-1].i
    ):
        return True
    if head.lemma_ and head.text != head.lemma_ and not head.text.endswith("s"):
        return True
    return "Plur" in head.morph.get("Number", [])


def _adjective(token: Token, head: Token, plural: bool) -> str:
    if syntax.word_class(token) != "attribute" or (token.text[:1].isupper() and token.text.endswith("er")):
        return token.text  # «der Magdeburger Zeitung» never bends
    stem = next((token.text.removesuffix(end) for end in INFLECTED if token.text.endswith(end)), token.text)
    if _is_adjectival(head.text) and not plural:
        return stem + ("e" if _is_woman(head) else "er")
    known = GENDERS.get(gender_of_body(head.lower_), "")
    gender = known or (head.morph.get("Gender", []) or ["Masc"])[0]
    return stem + ("e" if plural else ENDINGS.get(gender, "er"))


def _noun(head: Token, plural: bool) -> str:
    """Beamten → Beamter, Ministeriums → Ministerium, Kreisen → Kreise; else the word as it stands."""
    text, lemma = head.text, str(head.lemma_)
    if _is_adjectival(text):
        stem = text.removesuffix("n").removesuffix("r").removesuffix("m")
        return stem + ("" if plural or _is_woman(head) else "r")
    if plural or text.lower().endswith(tuple(sorted(_words()["plurals_in_e"]))):
        if text.lower().endswith(tuple(sorted(_words()["plurals_in_e"]))):
            return text[:-1]
        if plural and head.morph.get("Case", []) == ["Nom"]:
            return text  # «Andere Formen des Protests», «Menschen»
        bare = text.lower().endswith(tuple(sorted(_words()["plurals_in_n"]))) or not text.endswith("n")
        dative = text[:-2] == lemma or (text[:-1] == lemma and lemma.endswith(("er", "el")))
        return text[:-1] if dative and not bare else text
    if lemma.endswith("e") and text == f"{lemma}n" and kind_of(text) == "people" and _is_one(head):
        return lemma  # «eines Experten», «dem Jungen»
    if text.endswith("s") and lemma and text.startswith(lemma[:-1]) and len(lemma) < len(text):
        return lemma
    return text


def _is_one(noun: Token) -> bool:
    """An oblique article of the singular stands before it: eines, dem, diesem."""
    articles = [child.lower_ for child in noun.children if child.i < noun.i]
    return any(word.startswith(("ein", "de", "diese", "jede")) and word.endswith(("m", "s")) for word in articles)


def _is_adjectival(text: str) -> bool:
    return text.lower().endswith(tuple(_words()["adjectival"]))


def _is_woman(noun: Token) -> bool:
    """«eine Angestellte», «laut der Angestellten»: the article tells of nouns that bend like adjectives."""
    articles = {child.lower_ for child in noun.children if child.i < noun.i}
    return bool(articles & FEMININE) or (bool(articles & OBLIQUE_FEMININE) and noun.text.endswith("n"))


def partitive(head: Token, span: Span) -> str:
    """«Einer der Feuerwehrleute», «Einige der Ärzte» as it stands; empty without the people it is taken from."""
    whole = _attributes(head, span)
    if not whole or whole[0].lower() not in PARTITIVE:
        return ""
    return " ".join([head.text[:1].upper() + head.text[1:], *whole])


def apposition(head: Token, span: Span) -> Span:
    """What stands in the span behind the first comma after the head."""
    comma = next((token.i for token in span if token.i > head.i and token.text == ","), span.end - 1)
    return span.doc[comma + 1 : span.end]


def _tells_when(preposition: Token, span: Span) -> bool:
    """«Angaben der Stadt vom gestrigen Dienstagabend», «Bericht der Bank vom Mai», «Ankündigung des Rats von heute»:
    when it was said is no part of who said it.
    """
    if preposition.lower_ not in TIMED or preposition.i + 1 >= span.end:
        return False
    noun = next((token for token in span if token.i > preposition.i and syntax.is_noun(token)), None)
    table = toml_table("dates")
    day = noun is not None and noun.lower_.startswith((*table["weekdays"], "jahr"))
    month = noun is not None and noun.lower_ in table["months"]
    return day or month or preposition.nbor().lower_ in table["deictic"]


def _tells_how(token: Token, head: Token, span: Span) -> bool:
    """«das Gericht im Zuge des Verfahrens», «ein Helfer gegenüber der Zeitung», «die Bank unter Berufung auf Kreise»,
    «die Erklärung bei der Überwachung»: circumstances of what is said.
    """
    words, following = _words(), token.nbor().lower_ if token.i + 1 < span.end else ""
    if not syntax.is_preposition(token) or not following:
        return False
    if token.lower_ in words["circumstance"] or (token.lower_ in {"bei", "beim"} and is_document(head)):
        return True
    return token.lower_ in {"im", "in", "unter", "auf"} and following in words["circumstance_nouns"]


def _begins_another(token: Token, head: Token) -> bool:
    """«wird ihr von den Behörden | Verrat vorgeworfen», «laut dem Papier | 200 Helfer», «das Gericht | § 5»: right
    behind the noun the next phrase of the clause, which the tree hangs on it.
    """
    if token.i != head.i + 1 or token.ent_type_ or not syntax.is_common_noun(head):
        return False
    if token.text == "§":
        return True
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None:
        return False
    if syntax.word_class(token) == "number" and token.text[-1].isdigit():
        return syntax.is_common_noun(following)
    bare = syntax.is_common_noun(token) and syntax.feature(token, "Case") != "Gen" and syntax.basic(token) == "appos"
    return bare and syntax.is_participle(following)


def _attributes(head: Token, span: Span) -> list[str]:
    """What follows the noun up to the first comma or bracket, as it stands."""
    found = []
    for token in span:
        if token.i <= head.i:
            continue
        if token.text in ENDS or token.is_quote or syntax.relation(token) in syntax.CLAUSE or _tells_when(token, span):
            break
        if _tells_how(token, head, span) or _begins_another(token, head):
            break
        if token.i + 1 < len(token.doc) and token.nbor().is_quote and syntax.word_class(token) == "article":
            break  # «Auffassung des Gerichts des „Aufrufs zur Gewalt“ schuldig»: the quoted words are no attribute
        found.append(token.text)
    return found
