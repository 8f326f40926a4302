"""Sentence starts that marks or words alone decide: behind a headline without a full stop, between two quotations.

Treebanks hold few running texts with headlines, and none in which one quotation ends where the next begins («"… fort."
"Das …"»), so the parser misses half of them. Spacy's own component sets them before it parses, so that the model loads
without this code.
"""

from pathlib import Path
from typing import Any

from spacy.language import Language

from training.ruler import COMPONENT

OPENERS = Path(__file__).with_name("sentence_openers.txt")
NO_START = 2**64 - 1  # spaCy keeps -1, «no sentence begins here», in an attribute without a sign
WORDS = ({"IS_ALPHA": True}, {"IS_DIGIT": True})  # what needs no look at every word's letters
CLOSES = {"TEXT": '"', "SPACY": True}
OPENS = {"TEXT": '"', "SPACY": False}
STOPPED = {"TEXT": ".", "SPACY": False}  # «!“» and «?“» may end a title in the midst of a sentence
CLOSED = {"TEXT": {"IN": ["''", '"', "“", "”", "«", "»", "‘", "’"]}, "SPACY": True}
CAPITAL = {"TEXT": {"REGEX": r"^[A-ZÄÖÜ]"}}
ARTICLES = ["dem", "den", "der", "diesem", "diesen", "dieser", "einem", "einer", "ihrem", "ihrer", "seinem", "seiner"]


def openers() -> list[str]:
    lines = OPENERS.read_text(encoding="utf8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def add_starts(nlp: Language) -> None:
    """Put the rules to those that stand before the parser already, in place."""
    ruler: Any = nlp.get_pipe(COMPONENT)
    unhyphened = {"TEXT": {"NOT_IN": ["-", "–", "/"]}}  # «Für- und Widerreden»
    begin, never = {"SENT_START": 1}, {"SENT_START": NO_START}
    ruler.add([[word, {"TEXT": {"IN": openers()}}, unhyphened] for word in WORDS], begin, index=1)
    ruler.add([[word, {"TEXT": "In"}, {"TEXT": {"IN": ARTICLES}}] for word in WORDS], begin, index=1)
    for place, attributes in ((0, never), (1, begin), (2, never)):
        ruler.add([[CLOSES, OPENS, {}]], attributes, index=place)
    for place, attributes in ((1, never), (2, begin)):
        ruler.add([[STOPPED, CLOSED, CAPITAL]], attributes, index=place)
