"""Word classes and features of single tokens: the only reader of tags and morphology."""

from __future__ import annotations

from spacy.tokens import Token

MODALS = {"wollen", "sollen", "müssen", "können", "dürfen", "mögen"}

FUNCTION_WORDS = {
    "KOUS", "KOUI", "KON", "KOKOM", "PRELS", "PPER", "PIS", "PDS", "PWS", "PWAV", "ADV", "PTKVZ", "PTKNEG", "PTKZU",
    "PROAV", "PAV",
}  # fmt: skip

# STTS tag → class of a closed or nearly closed kind of word.
WORD_CLASSES = {
    "ART": "article", "PDAT": "demonstrative article", "PPOSAT": "possessive", "PIAT": "quantifier",
    "PIDAT": "quantifier", "CARD": "number", "ADJA": "attribute", "ADJD": "adjective", "ADV": "adverb",
    "PAV": "pronominal adverb", "PROAV": "pronominal adverb", "PTKNEG": "negation", "PTKVZ": "particle",
    "PTKZU": "zu", "PTKA": "degree", "KON": "coordinator", "KOUS": "subordinator", "KOUI": "um", "PRELS": "relative",
    "PRELAT": "relative", "PWS": "question", "PWAT": "question", "PWAV": "question", "PPER": "personal",
    "PRF": "reflexive", "PDS": "demonstrative", "PIS": "indefinite", "APPR": "preposition",
    "APPRART": "preposition", "APPO": "postposition", "APZR": "postposition",
}  # fmt: skip


def word_class(token: Token) -> str:
    """The class of a function word, adverb or adjective (``article``, ``relative``, ``personal``, …), else empty."""
    return WORD_CLASSES.get(token.tag_, "")


def is_untagged(token: Token) -> bool:
    """The Doc has no tags here: forms alone decide."""
    return not token.tag_


def is_imperative(token: Token) -> bool:
    return token.tag_ in {"VVIMP", "VAIMP"}


def is_zu_infinitive(token: Token) -> bool:
    """An infinitive that holds its zu: anzukündigen."""
    return token.tag_ == "VVIZU"


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature (``Plur`` for Number, ``Nom`` for Case), or empty."""
    return next(iter(token.morph.get(name, [])), "")


def is_verb(token: Token) -> bool:
    """A full verb, an auxiliary or a modal, by tag or part of speech, or by finite features where the tagger errs."""
    return token.tag_[:2] in {"VV", "VA", "VM"} or token.pos_ in {"VERB", "AUX"} or _has_finite_features(token)


def is_noun(token: Token) -> bool:
    return token.tag_ in {"NN", "NE"} or token.pos_ in {"NOUN", "PROPN"}


def is_common_noun(token: Token) -> bool:
    """A noun that the tagger takes for no name."""
    return token.tag_ == "NN" or (not token.tag_ and token.pos_ == "NOUN")


def is_attribute(token: Token) -> bool:
    """What stands between a preposition and its noun: articles, pronouns before nouns, adjectives, numerals."""
    return token.tag_ in {"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD"} or token.pos_ in {"DET", "ADJ"}


def is_modal(token: Token) -> bool:
    return token.tag_.startswith("VM") or token.lemma_ in MODALS


def is_name(token: Token) -> bool:
    return token.tag_ == "NE" or token.pos_ == "PROPN"


def is_pronoun(token: Token) -> bool:
    return token.tag_ in {"PPER", "PDS", "PIS", "PRELS", "PWS", "PRF", "PPOSS"} or token.pos_ == "PRON"


def is_adjective(token: Token) -> bool:
    """An adjective or participle before a noun («westlichen», «stationierte»)."""
    return token.tag_ == "ADJA" or (not token.tag_ and token.pos_ == "ADJ")


def is_preposition(token: Token) -> bool:
    return token.tag_ in {"APPR", "APPRART", "APPO", "APZR"} or token.pos_ == "ADP"


def is_function_word(token: Token) -> bool:
    """Conjunctions, pronouns, adverbs, particles and comparing als and wie: no word inside a plain noun phrase."""
    return token.tag_ in FUNCTION_WORDS


def is_finite(token: Token) -> bool:
    """A finite verb form, auxiliaries and modals included."""
    if token.tag_ in {"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"}:
        return True
    return _has_finite_features(token)


def _has_finite_features(token: Token) -> bool:
    """The morphologizer sees a finite verb where the tagger sees none («Verbündete versprechen Hilfe»: ADJA)."""
    return token.tag_[:1] not in {"V", "N"} and "Fin" in token.morph.get("VerbForm", [])


def is_participle(token: Token) -> bool:
    return token.tag_ in {"VVPP", "VAPP", "VMPP"} or "Part" in token.morph.get("VerbForm", [])


def is_infinitive(token: Token) -> bool:
    return token.tag_ in {"VVINF", "VVIZU", "VAINF", "VMINF"} or "Inf" in token.morph.get("VerbForm", [])
