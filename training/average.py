"""The mean of several states' weights: where one went on from the other, it is better than each."""

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language

LEMMAS = "trainable_lemmatizer"


def nodes_of(nlp: Language, part: str) -> list[Any]:
    return list(nlp.get_pipe(part).model.walk())  # type: ignore[attr-defined]


def average(states: Sequence[Language], parts: Iterable[str]) -> None:
    """Put the mean of the states' weights of some components into the first one's, in place."""
    for part in parts:
        for nodes in zip(*(nodes_of(nlp, part) for nlp in states), strict=True):
            if len({node.name for node in nodes}) > 1:
                raise ValueError(f"{nodes[0].name} of {part} has another layer in its place and cannot be averaged")
            for name in filter(nodes[0].has_param, nodes[0].param_names):
                nodes[0].set_param(name, sum(node.get_param(name) for node in nodes) / len(states))


def average_all(states: Sequence[Language]) -> None:
    """Put the mean of all components into the first pipeline, in place.

    The last state's lemmas stay out: they were frozen while its encoder learned on.
    """
    average(states, [part for part in states[0].pipe_names if part != LEMMAS])
    average(states[:-1], [LEMMAS])


def with_names(nlp: Language, names: Language) -> None:
    """Replace the pipeline's recogniser, in place; both have the same vectors."""
    nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=names)
