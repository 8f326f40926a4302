"""GSD's training half: gold parts of speech, and for a part of it lemmas and features.

The tags come from the second tagger and stand only where the gold part of speech allows them.
"""

from pathlib import Path

from training.conllu import Sentence, Token, read_conllu
from training.lexicon import Lexicon
from training.silver import annotate
from training.spacing import apply_guess
from training.teach import GOLD
from training.treebanks import AGREEING, KEPT, NOMINAL_TAGS

ALLOWED = {
    "NOUN": ("NN", "TRUNC"),
    "PROPN": ("NE", "NN"),
    "VERB": ("VV", "VA", "VM"),
    "AUX": ("VA", "VM"),
    "ADJ": ("ADJ",),
    "ADV": ("AD", "PAV", "PWAV", "PTK"),
    "ADP": ("AP", "KO", "PTKVZ"),
    "DET": ("ART", "PPOSAT", "PDAT", "PIAT", "PRELAT", "PWAT"),
    "PRON": ("PPER", "PDS", "PIS", "PRELS", "PRF", "PWS"),
    "NUM": ("CARD",),
    "PART": ("PTK",),
    "CCONJ": ("KO",),
    "SCONJ": ("KO",),
    "PUNCT": ("$",),
    "X": ("FM", "XY"),
}
FEATURES = {
    "NOM": ("Case", "Nom"),
    "GEN": ("Case", "Gen"),
    "DAT": ("Case", "Dat"),
    "ACC": ("Case", "Acc"),
    "MASC": ("Gender", "Masc"),
    "FEM": ("Gender", "Fem"),
    "NEUT": ("Gender", "Neut"),
    "SG": ("Number", "Sing"),
    "PL": ("Number", "Plur"),
    "1": ("Person", "1"),
    "2": ("Person", "2"),
    "3": ("Person", "3"),
    "IND": ("Mood", "Ind"),
    "SBJV": ("Mood", "Sub"),
    "PRS": ("Tense", "Pres"),
    "PST": ("Tense", "Past"),
    "CMPR": ("Degree", "Cmp"),
    "SPRL": ("Degree", "Sup"),
}
BY_TAG = {
    "PPOSAT": {"Poss": "Yes"},
    "ADJA": {"Degree": "Pos"},
    "ADJD": {"Degree": "Pos"},
}


def parse_line(line: str) -> tuple[list[Token], list[tuple[str, str]]]:
    """Tokens with contractions kept whole, and the words as the features file has them."""
    tokens: list[Token] = []
    split: list[tuple[str, str]] = []
    pending = 0
    for item in line.split(" "):
        form, _, upos = item.rpartition("##")
        if not form:
            continue
        if upos == "_":
            tokens.append(Token(form, upos="ADP", tag="APPRART", feats={}))
            pending = 2
            continue
        split.append((form, upos))
        if pending:
            pending -= 1
            continue
        tokens.append(Token(form, upos=upos, misc=str(len(split) - 1)))
    return tokens, split


def read_features(data: Path) -> dict[tuple[str, ...], list[Token]]:
    found = {}
    for name in ("dev", "test"):
        for sentence in read_conllu(data / f"tagging/de_gsd-um-{name}.conllu", merge=False):
            found[tuple(sentence.words)] = sentence.tokens
    return found


def unimorph(token: Token, source: Token, raw: str) -> dict[str, str] | None:
    """UD features of a UniMorph bundle; None where a noun phrase's word is incomplete."""
    kept = KEPT.get(token.upos, ())
    feats = dict(BY_TAG.get(token.tag, {}))
    for part in raw.split(";"):
        if part in FEATURES and FEATURES[part][0] in kept:
            feats[FEATURES[part][0]] = FEATURES[part][1]
    if not token.tag:
        return None
    if token.tag in NOMINAL_TAGS and not set(AGREEING) <= feats.keys():
        return None
    if token.upos == "PRON" and "Case" not in feats:
        return None
    return {name: value for name, value in feats.items() if name in kept}


def gold_mood(feats: dict[str, str], raw: str) -> dict[str, str]:
    """The lexicon's features of a verb, with the mood that the annotation states."""
    parts = raw.split(";")
    if feats.get("VerbForm") != "Fin" or not {"IND", "SBJV"} & set(parts):
        return feats
    stated = {FEATURES[part][0]: FEATURES[part][1] for part in parts if part in FEATURES}
    names = ("Mood", "Number", "Person", "Tense")
    return feats | {name: stated[name] for name in names if name in stated}


def restore(sentence: Sentence, upos: list[str], features: list[tuple[Token, str] | None]) -> None:
    """Put the gold values back over the silver ones and drop tags that contradict them."""
    for token, gold, feature in zip(sentence.tokens, upos, features, strict=True):
        if token.tag == "APPRART":
            token.upos, token.feats = "", None
            continue
        if not token.tag.startswith(ALLOWED.get(gold, ("?",))):
            token.tag, token.lemma, token.feats = "", "", None
        verb = gold in ("VERB", "AUX")
        if verb and token.feats is not None:
            token.upos = gold
            token.feats = gold_mood(token.feats, feature[1] if feature else "")
        elif gold not in KEPT:
            token.upos, token.feats = gold, {}
        elif feature is not None and token.tag:
            token.upos = gold
            token.feats = unimorph(token, feature[0], feature[1])
            token.lemma = token.lemma if token.lemma == feature[0].lemma else ""
        else:
            token.upos, token.feats = "", None


def raw_bundles(data: Path) -> dict[tuple[str, ...], list[str]]:
    """The UniMorph column as it stands, which is no list of UD features."""
    found = {}
    for name in ("dev", "test"):
        text = (data / f"tagging/de_gsd-um-{name}.conllu").read_text(encoding="utf8")
        for block in text.split("\n\n"):
            rows = [r.split("\t") for r in block.split("\n") if r[:1].isdigit()]
            found[tuple(row[1] for row in rows)] = [row[4] + ";" + row[5] for row in rows]
    return found


def held_out(data: Path) -> set[tuple[str, ...]]:
    """Sentences with gold trees elsewhere: those of the development test above all."""
    files = ("dev_gsd", "train_open")
    return {tuple(s.words) for f in files for s in read_conllu(data / f"parse/{f}.conllu", merge=False)}


def read_rest(data: Path) -> list[Sentence]:
    """The sentences without features, with their part of speech in misc for the teacher to agree with."""
    held, features = held_out(data), read_features(data)
    found = []
    for line in (data / "tagging/gsd_train_upos.txt").read_text(encoding="utf8").splitlines():
        tokens, split = parse_line(line)
        key = tuple(form for form, _ in split)
        if key in held or key in features or "``" in key or len(key) < 3:
            continue
        for token in tokens:
            token.misc = "" if token.tag == "APPRART" else GOLD + token.upos
            token.upos, token.tag, token.feats = "", "", None
        sentence = Sentence(tokens, corpus="gsd")
        apply_guess(sentence)
        found.append(sentence)
    return found


def read_gsd(data: Path, lexicon: Lexicon) -> list[Sentence]:
    """The sentences with features; those of the development test are left out."""
    held = {tuple(s.words) for s in read_conllu(data / "parse/dev_gsd.conllu", merge=False)}
    features, bundles = read_features(data), raw_bundles(data)
    found = []
    text = (data / "tagging/gsd_train_upos.txt").read_text(encoding="utf8")
    for line in text.splitlines():
        tokens, split = parse_line(line)
        key = tuple(form for form, _ in split)
        if key in held or key not in features or "``" in key:
            continue
        gold = [token.upos for token in tokens]
        source = [(features[key][int(t.misc)], bundles[key][int(t.misc)]) if t.misc else None for t in tokens]
        for token in tokens:
            token.misc, token.upos = "", ""
        sentence = Sentence(tokens, corpus="gsd_um")
        annotate(sentence, lexicon)
        restore(sentence, gold, source)
        apply_guess(sentence)
        found.append(sentence)
    return found
