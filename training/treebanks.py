"""The treebanks in one scheme: labels, tags and features that differ without need are folded.

Product rules read relations, moods and cases, so one convention everywhere is worth more
than what a single treebank tells in addition.
"""

from pathlib import Path

from training.conllu import Sentence, Token, read_conllu
from training.lexicon import Lexicon

LABELS = {
    "flat:name": "flat",
    "acl:relcl": "acl",
    "obl:tmod": "obl",
    "nmod:poss": "nmod",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "cc:preconj": "cc",
    "iobj": "obl:arg",
    "reparandum": "dep",
    "goeswith": "dep",
    "dislocated": "dep",
    "list": "dep",
    "root": "ROOT",
}
TAGS = {"PROAV": "PAV", "PIDAT": "PIAT"}
# What the tag tells already (articles, kinds of pronouns) is left out: every bundle costs time.
KEPT: dict[str, tuple[str, ...]] = {
    "NOUN": ("Case", "Gender", "Number"),
    "PROPN": ("Case", "Gender", "Number"),
    "ADJ": ("Case", "Degree", "Gender", "Number"),
    "DET": ("Case", "Gender", "Number", "Poss"),
    "PRON": ("Case", "Gender", "Number", "Person", "Poss"),
    "VERB": ("Mood", "Number", "Person", "Tense", "VerbForm"),
    "AUX": ("Mood", "Number", "Person", "Tense", "VerbForm"),
    "NUM": (),
}
NOMINAL_TAGS = {"NN", "NE", "ART", "ADJA", "APPRART", "PPOSAT", "PDAT", "PIAT", "PWAT", "PRELAT"}
AGREEING = ("Case", "Gender", "Number")
# Past indicative and second subjunctive alike; only an annotation tells which.
OPEN_MODALS = {"sollte", "sollten", "wollte", "wollten"}
MODIFIERS = {"det", "det:poss", "amod", "case"}


def fold_labels(sentence: Sentence) -> None:
    """One label for one thing; a name after its office is an apposition everywhere."""
    tokens = sentence.tokens
    passive = {t.head for t in tokens if t.dep == "aux:pass"}
    agents = {t.head for t in tokens if t.dep == "case" and t.form.lower() == "von"}
    for index, token in enumerate(tokens):
        token.dep = LABELS.get(token.dep, token.dep)
        token.tag = TAGS.get(token.tag, token.tag)
        head = tokens[token.head] if token.head >= 0 else token
        if token.dep == "det" and token.tag == "PPOSAT":
            token.dep = "det:poss"
        elif token.dep == "flat" and (head.tag, token.tag) == ("NN", "NE"):
            if head.form not in ("Herr", "Herrn", "Frau") and token.head == index - 1:
                token.dep = "appos"
        elif token.dep == "obl" and token.head in passive and index in agents:
            token.dep = "obl:agent"


def hang_name_parts(sentence: Sentence) -> None:
    """After flat became appos, the further parts of the name hang on the name."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else token
        if token.dep == "flat" and token.tag == "NE" and previous.tag == "NE":
            if previous.head == token.head and previous.dep == "appos":
                token.head = index - 1
            elif previous.dep == "flat" and (tokens[previous.head].head, tokens[previous.head].dep) == (
                token.head,
                "appos",
            ):
                token.head = previous.head


def turn_names(sentence: Sentence) -> None:
    """«Capitol Hill», «Herr Lansky»: the first word leads and the others are flat on it."""
    tokens = sentence.tokens
    for index, last in enumerate(tokens):
        first = index
        while first and tokens[first - 1].dep == "compound" and tokens[first - 1].space:
            if tokens[first - 1].head != index:
                break
            first -= 1
        if first == index or "NE" not in (last.tag, tokens[first].tag):
            continue
        head = first if last.head == index else last.head
        for token in tokens:
            if token.head == index and token is not last:
                token.head = first
        tokens[first].head, tokens[first].dep = head, last.dep
        for inner in range(first + 1, index + 1):
            tokens[inner].head, tokens[inner].dep = first, "flat"


def single(value: str | None) -> bool:
    return bool(value) and "," not in str(value)


def agree(sentence: Sentence, lexicon: Lexicon) -> None:
    """Within a noun phrase a known case, gender or number holds for all of its words."""
    tokens = sentence.tokens
    for index, noun in enumerate(tokens):
        if noun.tag not in ("NN", "NE"):
            continue
        group = [noun] + [t for t in tokens if t.head == index and t.dep in MODIFIERS and t.tag in NOMINAL_TAGS]
        for name in AGREEING:
            values = {t.feats[name] for t in group if t.feats and single(t.feats.get(name))}
            if not values and name == "Gender":
                values = {g for _, g in lexicon.nouns.get(noun.form, ())}
                values = {{"M": "Masc", "F": "Fem", "N": "Neut"}.get(g, "") for g in values}
            if not values and name == "Case":
                values = {{"nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc"}.get(noun.dep, "")}
            if len(values) != 1 or "" in values:
                continue
            for token in group:
                if token.feats is None or not single(token.feats.get(name)):
                    token.feats = {**(token.feats or {}), name: next(iter(values))}


def verb_feats(token: Token, lexicon: Lexicon, trust_mood: bool) -> dict[str, str] | None:
    """Features of a verb, the mood from the lexicon where the treebank does not tell it."""
    if not token.tag.endswith("FIN"):
        form = {"PP": "Part", "NF": "Inf", "ZU": "Inf"}.get(token.tag[-2:])
        if form:
            return {"VerbForm": form}
        return {"Mood": "Imp", "VerbForm": "Fin"} if token.tag.endswith("IMP") else None
    feats = token.feats or {}
    known: dict[str, str]
    if trust_mood and single(feats.get("Mood")):
        known = {n: feats[n] for n in ("Person", "Number", "Tense") if n in feats}
        found = lexicon.finite_feats(token.form, known, feats["Mood"])
        return {**(found or {}), **known, "Mood": feats["Mood"], "VerbForm": "Fin"}
    if token.form.lower() in OPEN_MODALS:
        return None
    known = {n: feats[n] for n in ("Person", "Number") if single(feats.get(n))}
    found = lexicon.finite_feats(token.form, known)
    if found is None and {"Mood", "Number", "Person", "Tense"} <= feats.keys():
        return {n: feats[n] for n in ("Mood", "Number", "Person", "Tense")} | {"VerbForm": "Fin"}
    return found


def incomplete(token: Token, feats: dict[str, str]) -> bool:
    """A noun phrase's word without case, gender and number teaches «no features»."""
    if token.tag in NOMINAL_TAGS:
        return not set(AGREEING) <= feats.keys()
    return token.upos == "PRON" and "Case" not in feats


def fold_feats(sentence: Sentence, lexicon: Lexicon, trust_mood: bool) -> None:
    """Keep the features that the product reads; None where a token's set is incomplete."""
    agree(sentence, lexicon)
    for token in sentence.tokens:
        if token.tag[:2] in ("VV", "VA", "VM"):
            token.feats = verb_feats(token, lexicon, trust_mood)
            continue
        kept = AGREEING if token.tag == "APPRART" else KEPT.get(token.upos, ())
        feats = {n: v for n, v in (token.feats or {}).items() if n in kept and single(v)}
        if token.upos == "ADJ" and token.tag == "ADJD":
            feats = {"Degree": feats.get("Degree", "Pos")}
        token.feats = None if incomplete(token, feats) else feats


def trusted_lemma(token: Token, lexicon: Lexicon) -> str:
    """HDT cuts compounds down to their last part; such lemmas are left out."""
    if token.tag == "NN" and token.lemma[:3].lower() != token.form[:3].lower():
        lemmas = {lemma for lemma, _ in lexicon.nouns.get(token.form, ())}
        return lemmas.pop() if len(lemmas) == 1 else ""
    if token.upos not in ("NOUN", "PROPN", "ADJ", "X"):
        return token.lemma.lower()
    return token.lemma


def read_treebank(path: Path, lexicon: Lexicon, trust_mood: bool = True, merge: bool = True) -> list[Sentence]:
    """One treebank in the common scheme; without merge «zum» stays «zu dem»."""
    sentences = read_conllu(path, merge)
    for sentence in sentences:
        sentence.corpus = path.stem
        fold_labels(sentence)
        hang_name_parts(sentence)
        turn_names(sentence)
        fold_feats(sentence, lexicon, trust_mood)
        for token in sentence.tokens:
            token.lemma = trusted_lemma(token, lexicon)
    return sentences
