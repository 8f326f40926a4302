"""The mean of several states' weights: where one went on from the other, it is better than each."""

from collections.abc import Sequence
from typing import Any

from spacy.language import Language

LEMMAS = "trainable_lemmatizer"


def nodes_of(nlp: Language, part: str) -> list[Any]:
    return list(nlp.get_pipe(part).model.walk())  # type: ignore[attr-defined]


def average(states: Sequence[Language], part: str) -> None:
    """Put the mean of the states' weights of one component into the first one's, in place."""
    for first, *others in zip(*(nodes_of(nlp, part) for nlp in states), strict=True):
        for name in first.param_names:
            if any(other.name != first.name for other in others):
                raise ValueError(f"{first.name} of {part} has another layer in its place and cannot be averaged")
            if first.has_param(name):
                total = sum(node.get_param(name) for node in (first, *others))
                first.set_param(name, total / len(states))


def average_names(nlp: Language, other: Language) -> None:
    """Put the mean of both recognisers' weights into the first pipeline, in place."""
    average((nlp, other), "ner")


def average_all(states: Sequence[Language]) -> None:
    """Put the mean of all components into the first pipeline, in place.

    The last state's lemmas stay out: they were frozen while its encoder learned on.
    """
    for part in states[0].pipe_names:
        average(states[:-1] if part == LEMMAS else states, part)


def with_names(nlp: Language, names: Language) -> None:
    """Replace the pipeline's recogniser, in place; both have the same vectors."""
    nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=names)
