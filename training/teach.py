"""Silver by the first model: what a corpus does not tell, the trained teacher adds."""

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from training.conllu import Sentence, Token
from training.lexicon import Lexicon
from training.treebanks import AGREEING, KEPT

GOLD = "UPOS="  # before a corpus's own part of speech in Token.misc
# Parts of speech on which the older and the newer GSD differ by custom.
ALIKE = ({"PRON", "DET"}, {"VERB", "AUX"}, {"ADV", "ADJ"}, {"ADV", "ADP"}, {"ADP", "CCONJ"})
WRONG = 0.04  # of a sentence's words: above it the tree is not believed


def contradicts(token: Token, said: str) -> bool:
    """Whether the teacher's part of speech is another than the corpus's, beyond custom."""
    gold = token.misc.removeprefix(GOLD) if token.misc.startswith(GOLD) else ""
    if not gold or gold == said or "PROPN" in (gold, said) or "X" in (gold, said):
        return False
    return {gold, said} not in ALIKE


def fill_tokens(sentence: Sentence, doc: Doc, lexicon: Lexicon) -> None:
    wrong = 0
    for token, said in zip(sentence.tokens, doc, strict=True):
        if contradicts(token, said.pos_):
            wrong += 1
            continue
        token.tag = token.tag or said.tag_
        token.lemma = token.lemma or said.lemma_
        if token.feats is None:
            feats = kept_feats(said)
            token.feats = possible(token.form, feats, lexicon) if feats.get("Mood") in ("Ind", "Sub") else feats
            token.upos = said.pos_ if token.feats is not None else ""
    bare = any(token.head < 0 for token in sentence.tokens)
    if bare and wrong <= WRONG * len(sentence.tokens):
        for token, said in zip(sentence.tokens, doc, strict=True):
            token.head, token.dep = said.head.i, said.dep_


def kept_feats(said: SpacyToken) -> dict[str, str]:
    """The teacher's features that the scheme keeps."""
    names = AGREEING if said.tag_ == "APPRART" else KEPT.get(said.pos_, ())
    return {name: value for name, value in said.morph.to_dict().items() if name in names}


def possible(form: str, feats: dict[str, str], lexicon: Lexicon) -> dict[str, str] | None:
    """A finite verb's features where the lexicon has such a reading, else its only one for that person.

    «koste» is no past tense; where two readings are left, the token stays open.
    """
    readings = {r[:4] for r in lexicon.readings(form)}
    names = ("Mood", "Tense", "Person", "Number")
    if not readings or tuple(feats.get(name, "") for name in names) in readings:
        return feats
    left = {r for r in readings if r[2:] == (feats.get("Person"), feats.get("Number"))}
    return dict(zip(names, left.pop(), strict=True)) | {"VerbForm": "Fin"} if len(left) == 1 else None


def fill(nlp: Language, sentences: list[Sentence], lexicon: Lexicon) -> None:
    """Add what is missing, in place: tags, features, lemmas, trees, names."""
    docs = (Doc(nlp.vocab, words=s.words, spaces=[t.space for t in s.tokens]) for s in sentences)
    for sentence, doc in zip(sentences, nlp.pipe(docs, batch_size=64), strict=True):
        fill_tokens(sentence, doc, lexicon)
        if sentence.entities is None:
            sentence.entities = [(e.start, e.end, e.label_) for e in doc.ents]
