"""The subjunctive on finite verbs, by which reported speech is known."""

from pathlib import Path

from spacy.language import Language

from training.conllu import Sentence, read_conllu
from training.measures.counts import Counts
from training.measures.trees import parsed
from training.news import read_news

OWN = Path(__file__).parent.parent / "mood_sentences.txt"


def mood_counts(nlp: Language, sentences: list[Sentence], marked: bool) -> Counts:
    """marked: subjunctives stand in the last column, and all other verbs are indicative."""
    counts = Counts()
    for gold, _, doc, place in parsed(nlp, sentences, 5):
        feats = gold.feats or {}
        if not marked and "Mood" not in feats:
            continue
        is_gold = "Mood=Sub" in gold.misc if marked else feats["Mood"] == "Sub"
        said = doc[place].morph.get("Mood", []) == ["Sub"]
        counts.add({place} if said else set(), {place} if is_gold else set())
    return counts


def own_counts(nlp: Language) -> Counts:
    """Running text of our own; the verbs between asterisks are subjunctive."""
    counts = Counts()
    for line in OWN.read_text(encoding="utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        pieces = line.split("*")
        gold, offset = set(), 0
        for number, piece in enumerate(pieces):
            if number % 2:
                gold.add(offset)
            offset += len(piece)
        doc = nlp("".join(pieces))
        counts.add({t.idx for t in doc if t.morph.get("Mood", []) == ["Sub"]}, gold)
    return counts


def measure_mood(nlp: Language, data: Path) -> dict[str, float]:
    gsd = mood_counts(nlp, read_conllu(data / "parse/dev_gsd.conllu", merge=False), False)
    news = mood_counts(nlp, read_news(data, "dev_news", with_entities=False), True)
    own = own_counts(nlp)
    return {
        "Mood=Sub recall own sentences": own.recall,
        "Mood=Sub precision own sentences": own.precision,
        "Mood=Sub recall dev_gsd": gsd.recall,
        "Mood=Sub precision dev_gsd": gsd.precision,
        "Mood=Sub recall dev_news": news.recall,
        "Mood=Sub precision dev_news": news.precision,
    }
