"""Sentence boundaries in running text, with the product's own tokenizer."""

from pathlib import Path

from spacy.language import Language

from training.conllu import Sentence, read_conllu
from training.measures.counts import Counts
from training.news import read_news

PARAGRAPH = 5


def running_text(sentences: list[Sentence]) -> tuple[str, set[int]]:
    """The text and the offsets at which its sentences start."""
    text, starts = "", set()
    for sentence in sentences:
        starts.add(len(text))
        for token in sentence.tokens[:-1]:
            text += token.form + " " * token.space
        text += sentence.tokens[-1].form + " "
    return text.rstrip(), starts


def boundary_counts(nlp: Language, sentences: list[Sentence]) -> Counts:
    counts = Counts()
    groups = [sentences[i : i + PARAGRAPH] for i in range(0, len(sentences), PARAGRAPH)]
    texts = [running_text(group) for group in groups]
    for (_, gold), doc in zip(texts, nlp.pipe(text for text, _ in texts), strict=True):
        counts.add({sent.start_char for sent in doc.sents}, gold)
    return counts


def measure_boundaries(nlp: Language, data: Path) -> dict[str, float]:
    gsd = boundary_counts(nlp, read_conllu(data / "parse/dev_gsd.conllu"))
    news = boundary_counts(nlp, read_news(data, "dev_news", with_entities=False))
    return {"sentence F1 dev_gsd": gsd.f1, "sentence F1 dev_news": news.f1}
