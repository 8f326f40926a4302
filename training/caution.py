"""How sure a recogniser must be of a name: the bias of its move «no name».

A recogniser that learned by imitation, from corpora with many names, says too many: on texts unlike its own, a third
of them wrong. A constant on the score of the one move that calls a word no name trades recall for precision, as a
threshold does where there are probabilities. One number for all texts and classes; more for a recogniser that learned
from voted names in several rounds, since each round taught it to see more of them.
"""

from typing import Any

from spacy.language import Language

CAUTION = 1.0
MORE_CAUTION = 1.75
OUTSIDE = "O"


def be_cautious(nlp: Language, by: float = CAUTION) -> None:
    """Raise the bias of «no name» in place."""
    recogniser: Any = nlp.get_pipe("ner")
    upper = recogniser.model.get_ref("upper")
    moves = [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
    bias = upper.get_param("b").copy()
    bias[moves.index(OUTSIDE)] += by
    upper.set_param("b", bias)
