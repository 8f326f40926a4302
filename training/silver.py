"""Silver tags, lemmas and verb features for texts that bring none, by a second tagger.

HanTa is a tool of training only; the lexicon vetoes what a form cannot be.
"""

from functools import cache
from typing import Any

from training.conllu import Sentence, Token
from training.lexicon import Lexicon
from training.treebanks import OPEN_MODALS

OPENING_TAGS = {"NNA": "NN", "NNI": "NN", "PROAV": "PAV", "PIDAT": "PIAT"}
UPOS = {
    "APPR": "ADP",
    "APPO": "ADP",
    "APZR": "ADP",
    "ADV": "ADV",
    "PAV": "ADV",
    "PWAV": "ADV",
    "KON": "CCONJ",
    "KOUS": "SCONJ",
    "KOUI": "SCONJ",
    "PTKNEG": "PART",
    "PTKZU": "PART",
    "PTKVZ": "ADP",
    "$,": "PUNCT",
    "$.": "PUNCT",
    "$(": "PUNCT",
}
VERB_UPOS = {"VV": "VERB", "VA": "AUX", "VM": "AUX"}
CLAUSE_MARKS = ".!?:;…"
CLAUSE_ENDS = set(',.!?:;–-"“”„»«()') | {"dass"}


@cache
def tagger() -> Any:
    """Loaded where it is used: the rest of this package does without it."""
    from HanTa import HanoverTagger  # type: ignore[import-untyped]

    return HanoverTagger.HanoverTagger("morphmodel_ger.pgz")


def punctuation_tag(form: str) -> str:
    if form == ",":
        return "$,"
    return "$." if form.strip(CLAUSE_MARKS) == "" and form != "…" else "$("


def stts_tag(form: str, teacher: str) -> str:
    """The teacher's tag in STTS; empty where it is not to be believed."""
    if not any(char.isalnum() for char in form):
        return punctuation_tag(form) if form.strip() else ""
    tag = teacher.replace("(", "").replace(")", "")
    tag = OPENING_TAGS.get(tag, tag)
    if form[0].isdigit():
        return "ADJA" if form.endswith(".") and form[:-1].isdigit() else "CARD" * form.isdigit()
    if tag in ("FM", "XY", "$", "$,", "$."):
        return "NE" if tag == "FM" and form[0].isupper() else ""
    return tag


def verb_upos(token: Token) -> str:
    """Auxiliaries in the role of full verbs are VERB, as in the treebanks."""
    if token.tag[:2] == "VA" and token.dep:
        return "AUX" if token.dep in ("aux", "aux:pass", "cop") else "VERB"
    return VERB_UPOS[token.tag[:2]]


def first_person(sentence: Sentence, index: int) -> bool:
    """Whether «ich» stands in the verb's clause: then «habe» is no subjunctive."""
    words = [word.lower() for word in sentence.words]
    left = index
    while left and words[left - 1] not in CLAUSE_ENDS:
        left -= 1
    right = index
    while right < len(words) and words[right] not in CLAUSE_ENDS:
        right += 1
    return "ich" in words[left:right]


def finite_feats(sentence: Sentence, index: int, lexicon: Lexicon, mood: str) -> dict[str, str] | None:
    """Features of a finite verb; open where second persons or modals leave doubt."""
    form = sentence.tokens[index].form
    if first_person(sentence, index):
        readings = {(r.mood, r.number) for r in lexicon.readings(form) if r.person == "1"}
        known = {"Person": "1", "Number": "Sing"}
        if ("Ind", "Sing") in readings and mood != "Sub":
            return lexicon.finite_feats(form, known, "Ind")
        return lexicon.finite_feats(form, known, mood) if readings else None
    if not mood and form.lower() in OPEN_MODALS:
        return None
    found = lexicon.finite_feats(form, None, mood)
    elsewhere = "ich" in (word.lower() for word in sentence.words)
    if not mood and elsewhere and found and found["Mood"] == "Sub" and found["Tense"] == "Pres":
        return None
    return found


def add_features(sentence: Sentence, index: int, lexicon: Lexicon, mood: str) -> None:
    """Verbs and uninflected words get part of speech and features; others stay open."""
    token = sentence.tokens[index]
    kind = token.tag[:2]
    token.upos, token.feats = "", None
    if token.tag.endswith("FIN") and kind in VERB_UPOS:
        token.feats = finite_feats(sentence, index, lexicon, mood)
    elif kind in VERB_UPOS and token.tag[-2:] in ("NF", "PP", "ZU"):
        token.feats = {"VerbForm": "Part" if token.tag.endswith("PP") else "Inf"}
    elif token.tag in UPOS:
        token.upos, token.feats = UPOS[token.tag], {}
        return
    if token.feats is not None:
        token.upos = verb_upos(token)


def verb_lemma(token: Token, lexicon: Lexicon, teacher: str) -> str:
    """A lemma that the lexicon confirms, for finite verbs."""
    lemmas = {r.lemma for r in lexicon.readings(token.form)}
    if not lemmas or teacher in lemmas:
        return teacher
    return lemmas.pop() if len(lemmas) == 1 else ""


def annotate(sentence: Sentence, lexicon: Lexicon, gold_mood: bool = False) -> None:
    """Fill tags, lemmas, parts of speech and features of one sentence in place.

    gold_mood: the sentence marks its subjunctives, so every other finite verb is indicative.
    """
    taught = tagger().tag_sent(sentence.words)
    for index, (_, lemma, tag) in enumerate(taught):
        token = sentence.tokens[index]
        token.tag = token.tag or stts_tag(token.form, tag)
        if "Mood=Sub" in token.misc and token.tag[:2] in VERB_UPOS:
            token.tag = token.tag[:2] + "FIN"
        if token.tag.endswith("FIN") and not lexicon.readings(token.form):
            token.tag = ""
        mood = ("Sub" if "Mood=Sub" in token.misc else "Ind") if gold_mood else ""
        add_features(sentence, index, lexicon, mood)
        if token.tag.endswith("FIN"):
            token.lemma = verb_lemma(token, lexicon, lemma)
        elif token.tag in ("NE", "") or token.form.isupper() or "-" in token.form:
            token.lemma = token.form if token.tag == "NE" else ""
        elif token.tag == "ART":
            token.lemma = "der" if token.form[0] in "dD" else "ein"
        else:
            token.lemma = lemma
