"""«CSU - Generalsekretär» in three tokens, as GSD and PUD write compounds, in one shape.

The last word leads a compound noun; the first leads a name («Baden - Württemberg»). Older trees of GSD
and a teacher who never saw such tokens in news do now this and now that. The product's own tokens
keep compounds whole, so nothing but the treebanks' tests depends on it.
"""

from training.conllu import Sentence, Token
from training.punctuation import ancestors

NOMINAL = {"NN", "NE", "ADJA", "ADJD", "CARD", "FM", "TRUNC", "XY"}
LEADING = {"NN", "ADJA", "ADJD"}


def seat(tokens: list[Token], top: int, low: int, dep: str) -> None:
    """Make one word the head of another, in the place of whichever stood higher."""
    if low in ancestors(tokens, top):
        outer = tokens[low]
        tokens[top].head, tokens[top].dep = (top if outer.head == low else outer.head), outer.dep
    for index, token in enumerate(tokens):
        if token.head == low and index not in (low, top):
            token.head = top
    tokens[low].head, tokens[low].dep = top, dep


def join_hyphens(sentence: Sentence) -> None:
    """Seat the words around each lone hyphen; a dash between phrases stays as it is."""
    tokens = sentence.tokens
    if any(token.head < 0 for token in tokens):
        return
    for index in range(1, len(tokens) - 1):
        left, right = tokens[index - 1], tokens[index + 1]
        if tokens[index].form not in ("-", "--") or not {left.tag, right.tag} <= NOMINAL:
            continue
        if tokens[index].form == "--" and left.head != index + 1 and right.head != index - 1:
            continue
        if right.tag in LEADING:
            seat(tokens, index + 1, index - 1, "compound")
        elif right.tag == "NE":
            seat(tokens, index - 1, index + 1, "flat")
