"""Silver names by vote: texts without gold names, with the spans that most of several recognisers give.

Where two of three agree they are right more often than any one of them, so a model that learns the vote
learns from more than it was trained on. Of the sentences in which they agree that there is no name, one in eight
stays.
"""

import gzip
import random
from collections import Counter
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import Sentence
from training.corpora import NAMES_MIX, SEED, Mix, mixed, read_names, write
from training.documents import group
from training.entities import (
    TOKENIZER,
    Spans,
    read_columns,
    read_germeval,
    read_wikiner,
    read_wikinews,
    tokens_of,
)
from training.gsd import read_gsd, read_rest
from training.lexicon import Lexicon
from training.news import compact, held_back, without
from training.speeches import SPLIT, WORDS

DEBATES = {"data_21.txt.gz": 7000, "data_19.txt.gz": 5000}
VOTED_MIX = NAMES_MIX | {
    "germeval": (4, (1, 2, 3)),
    "voted_gsd": (1, (1, 2, 3)),
    "voted_wiki": (1, (1, 2)),
    "voted_debates": (1, (1, 2)),
}
# For names that know links already: more of GermEval, and what links and votes say twice.
LINKED_MIX = VOTED_MIX | {"germeval": (6, (1, 2, 3)), "voted_wiki": (2, (1, 2))}
EMPTY_KEPT = 8


def majority(answers: list[Spans]) -> Spans:
    """The spans that more than half of the answers hold; no two of them overlap."""
    counts = Counter(span for spans in answers for span in set(spans))
    return sorted(span for span, count in counts.items() if 2 * count > len(answers))


def clear(answers: list[Spans], voted: Spans) -> bool:
    """Whether every span that any one gives is voted, or overlaps one that is: no doubt is left open."""
    taken = {index for start, end, _ in voted for index in range(start, end)}
    return all(taken & set(range(start, end)) for spans in answers for start, end, _ in spans)


def answers_of(voter: Language, sentences: list[Sentence]) -> list[Spans]:
    docs = (Doc(voter.vocab, words=s.words, spaces=[t.space for t in s.tokens]) for s in sentences)
    names = ("tok2vec", "ner")
    with voter.select_pipes(enable=[name for name in names if name in voter.pipe_names]):
        return [[(e.start, e.end, e.label_) for e in doc.ents] for doc in voter.pipe(docs, batch_size=64)]


def voted(voters: list[Language], sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """The sentences on which the vote is clear, with its names."""
    kept = []
    for sentence, *answers in zip(sentences, *(answers_of(v, sentences) for v in voters), strict=True):
        names = majority(answers)
        if not clear(answers, names) or (not names and rng.randrange(EMPTY_KEPT)):
            continue
        sentence.entities = names
        kept.append(sentence)
    return kept


def merged(own: Spans, names: Spans) -> Spans | None:
    """The corpus's spans and the voted ones that none of them overlaps; None where borders differ."""
    found = list(own)
    for start, end, label in names:
        beside = [span for span in own if span[0] < end and start < span[1]]
        if not beside:
            found.append((start, end, label))
        elif beside[0][:2] != (start, end):
            return None
    return sorted(found)


def linked(voters: list[Language], sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Sentences of WikiNER with the names of its links and of the vote together, where no doubt is left.

    Links know what a thing is and miss names that are not linked; recognisers see these and err in what they are.
    """
    kept = []
    for sentence, *answers in zip(sentences, *(answers_of(v, sentences) for v in voters), strict=True):
        own, names = list(sentence.entities or []), majority(answers)
        spans = merged(own, names) if clear(answers, [*names, *own]) else None
        if spans is None or (not spans and rng.randrange(EMPTY_KEPT)):
            continue
        sentence.entities = spans
        kept.append(sentence)
    return kept


def sample_debates(data: Path, files: dict[str, int], rng: random.Random) -> list[Sentence]:
    """Sentences of parliament in which someone may be named."""
    found = []
    for name, size in files.items():
        with gzip.open(data / "raw" / name, "rt", encoding="utf8") as lines:
            paragraphs = rng.sample(list(lines), size)
        for paragraph in paragraphs:
            pieces = [p for p in SPLIT.split(paragraph.strip()) if WORDS[0] <= len(p.split()) <= WORDS[1]]
            if pieces:
                found.append(Sentence(tokens_of(TOKENIZER(rng.choice(pieces))), corpus="voted_debates"))
    return found


def read_unnamed(data: Path, rng: random.Random) -> dict[str, list[Sentence]]:
    """Texts without gold names: the web and the encyclopedia of GSD, WikiNER's without its labels, speeches."""
    return {
        "voted_gsd": read_rest(data) + read_gsd(data, Lexicon(data / "lexicon")),
        "voted_wiki": read_columns(data / "ner/ner_wikiner_slice.iob", "voted_wiki", 0, 1),
        "voted_debates": sample_debates(data, DEBATES, rng),
    }


def tested(data: Path) -> set[str]:
    """The development tests of names, a sentence or paragraph each, without blanks."""
    texts = read_germeval(data / "ner/germeval2014_dev.tsv") + read_wikinews(data / "ner/wikinews/dev.jsonl")
    return {compact(sentence.words) for sentence in texts}


def write_voted(
    data: Path,
    work: Path,
    voters: list[Language],
    name: str = "voted",
    *,
    links: bool = False,
    mix: Mix = VOTED_MIX,
) -> None:
    """Write <name>.spacy: the gold names, and the texts that only the recognisers annotate.

    links: WikiNER's own labels count too.
    mix: how often each corpus is read.
    """
    rng = random.Random(SEED)
    held, names_held = held_back(data), tested(data)
    corpora = read_names(data, rng, 0)
    del corpora["wikiner"]
    unnamed = read_unnamed(data, rng)
    if links:
        unnamed["voted_wiki"] = read_wikiner(data / "ner/ner_wikiner_slice.iob")
    for corpus, sentences in unnamed.items():
        known = [s for s in without(sentences, held) if compact(s.words) not in names_held]
        choose = linked if links and corpus == "voted_wiki" else voted
        corpora[corpus] = choose(voters, known, rng)
    write(mixed(corpora, mix, data, rng), work / f"{name}.spacy", rng)
    write(group(read_wikinews(data / "ner/wikinews/dev.jsonl"), (1,), rng), work / f"{name}_dev.spacy")
