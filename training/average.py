"""The mean of two recognisers' weights: where one went on from the other, it is better than both."""

from spacy.language import Language


def average_names(nlp: Language, other: Language) -> None:
    """Put the mean of both recognisers' weights into the first pipeline, in place."""
    pairs = zip(nlp.get_pipe("ner").model.walk(), other.get_pipe("ner").model.walk(), strict=True)  # type: ignore[attr-defined]
    for ours, theirs in pairs:
        if ours.name != theirs.name:
            raise ValueError(f"{ours.name} and {theirs.name} cannot be averaged")
        for name in ours.param_names:
            if ours.has_param(name):
                ours.set_param(name, (ours.get_param(name) + theirs.get_param(name)) / 2)


def with_names(nlp: Language, names: Language) -> None:
    """Replace the pipeline's recogniser, in place; both have the same vectors."""
    nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=names)
