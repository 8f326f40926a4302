"""The second mix: what the first model learned from, completed by it, and text that only it annotates."""

import gzip
import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.conllu import Sentence
from training.corpora import SEED, Corpora, development_texts, mixed, read_names, read_trees, write
from training.entities import TOKENIZER, tokens_of
from training.gsd import read_rest
from training.hyphens import join_hyphens
from training.lexicon import Lexicon
from training.moods import VerbSwapper
from training.news import held_back, without
from training.punctuation import hang_punctuation
from training.speeches import SPLIT, WORDS, read_speeches
from training.teach import fill
from training.treebanks import read_treebank

TAUGHT_MIX = {
    "train_news": (4, (1, 1, 2, 3)),
    "train_hdt": (1, (1, 2, 4, 6)),
    "train_open": (3, (1, 2, 4, 6)),
    "train_pud": (1, (1, 1, 2, 4)),
    "split_hdt": (1, (1, 2, 4, 6)),
    "split_open": (4, (3, 4, 5, 6)),
    "split_pud": (2, (2, 4, 5)),
    "gsd_um": (1, (1, 2, 4)),
    "gsd": (1, (1, 2, 4, 5)),
    "wikinews": (3, (1,)),
    "germeval": (3, (1, 2, 3)),
    "smartdata": (1, (1,)),
    "wikiner": (1, (1, 2)),
    "domain": (3, (1, 1, 2)),
    "speeches": (1, (1, 2)),
    "debates": (1, (1, 2, 3)),
}
HYPHENATED = ("train_open", "split_open", "train_pud", "split_pud", "gsd_um", "gsd")
WIKINER_SENTENCES = 4000
DEBATES = 7000


def read_split(data: Path, lexicon: Lexicon) -> Corpora:
    """The treebanks once more with «zu dem» for «zum», as treebanks are tested."""
    parse = data / "parse"
    return {
        "split_open": read_treebank(parse / "train_open.conllu", lexicon, merge=False),
        "split_hdt": read_treebank(parse / "train_hdt.conllu", lexicon, trust_mood=False, merge=False),
        "split_pud": read_treebank(parse / "train_pud.conllu", lexicon, merge=False),
    }


def read_debates(data: Path, rng: random.Random, size: int) -> list[Sentence]:
    """Sentences of parliament, any at all, for the teacher alone."""
    with gzip.open(data / "raw/data_21.txt.gz", "rt", encoding="utf8") as lines:
        paragraphs = rng.sample(list(lines), size)
    found = []
    for paragraph in paragraphs:
        pieces = [p for p in SPLIT.split(paragraph.strip()) if WORDS[0] <= len(p.split()) <= WORDS[1]]
        if pieces:
            found.append(Sentence(tokens_of(TOKENIZER(rng.choice(pieces))), corpus="debates"))
    return found


def finished(texts: Iterable[list[Sentence]], lexicon: Lexicon, rng: random.Random) -> Iterator[list[Sentence]]:
    """Copies with other verbs, and punctuation by one rule: last, since the marks themselves vary."""
    swapper = VerbSwapper(lexicon)
    for sentences in texts:
        for sentence in sentences:
            hang_punctuation(sentence)
        yield sentences
        varied = swapper.swapped(sentences, rng)
        if varied:
            yield varied


def write_taught(
    data: Path, work: Path, nlp: Language, name: str = "taught", *, seed: int = SEED, debates: int = DEBATES
) -> None:
    """Write <name>.spacy: the whole mix as the teacher completes it; another seed draws other copies and speeches."""
    rng = random.Random(seed)
    lexicon = Lexicon(data / "lexicon")
    corpora = read_trees(data, lexicon) | read_split(data, lexicon)
    corpora |= read_names(data, rng, WIKINER_SENTENCES)
    corpora |= {
        "gsd": read_rest(data),
        "speeches": read_speeches(data, lexicon, rng),
        "debates": read_debates(data, rng, debates),
    }
    held = held_back(data)
    corpora = {name: without(sentences, held) for name, sentences in corpora.items()}
    for sentences in corpora.values():
        fill(nlp, sentences, lexicon)
    for corpus in HYPHENATED:
        for sentence in corpora[corpus]:
            join_hyphens(sentence)
    texts = finished(mixed(corpora, TAUGHT_MIX, data, rng), lexicon, rng)
    write(texts, work / f"{name}.spacy", rng)
    write(development_texts(data), work / f"{name}_dev.spacy")


def write_settled(work: Path, taught: str = "taught", name: str = "settled", names: str = "names") -> None:
    """Write <name>.spacy: a taught mix, its texts with a subjunctive once more, and a corpus of names."""
    vocab = spacy.blank("de").vocab
    docs = list(DocBin().from_disk(work / f"{taught}.spacy").get_docs(vocab))
    docs += [doc for doc in docs if any(token.morph.get("Mood", []) == ["Sub"] for token in doc)]
    docs += DocBin().from_disk(work / f"{names}.spacy").get_docs(vocab)
    random.Random(SEED).shuffle(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(work / f"{name}.spacy")
    shutil.copy(work / f"{taught}_dev.spacy", work / f"{name}_dev.spacy")


def lemmas_by(nlp: Language, docs: list[Doc]) -> Iterator[list[str]]:
    """A model's own lemmas of each document's words."""
    bare = (Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in docs)
    with nlp.select_pipes(enable=["tok2vec", "trainable_lemmatizer"]):
        for doc in nlp.pipe(bare, batch_size=64):
            yield [token.lemma_ for token in doc]


def write_open(work: Path, teacher: Language, tutor: Language, settled: str, name: str) -> None:
    """Write <name>.spacy: a settled mix without those lemmas that only the weaker lemmatizer of the two gives."""
    vocab = spacy.blank("de").vocab
    docs = list(DocBin().from_disk(work / f"{settled}.spacy").get_docs(vocab))
    for doc, better, weaker in zip(docs, lemmas_by(teacher, docs), lemmas_by(tutor, docs), strict=True):
        for token, right, said in zip(doc, better, weaker, strict=True):
            if token.lemma_ == said != right:
                token.lemma_ = ""
    DocBin(docs=docs, store_user_data=False).to_disk(work / f"{name}.spacy")
    shutil.copy(work / f"{settled}_dev.spacy", work / f"{name}_dev.spacy")
