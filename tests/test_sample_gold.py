"""The annotations of our sample articles point at words that stand in the articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
GOLD = HERE / "sample_gold"
RAW = HERE.parent / "data" / "raw"
TABLES = ("clusters", "same_text", "names")
ARTICLES = sorted(p.stem for p in GOLD.glob("*.json") if p.stem not in TABLES)


def read(name: str) -> Any:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def article_text(doc: str) -> str:
    return (RAW / f"{doc}.txt").read_bytes().decode("utf-8-sig")


def test_six_articles_are_annotated() -> None:
    assert len(ARTICLES) == 6


@pytest.mark.parametrize("doc", ARTICLES)
def test_every_key_stands_once_in_its_article(doc: str) -> None:
    gold, text = read(doc), article_text(doc)
    items = gold["figures"] + gold["commitments"] + gold["statements"]
    assert {i["key"]: text.count(i["key"]) for i in items} == {i["key"]: 1 for i in items}


@pytest.mark.parametrize("doc", ARTICLES)
def test_conditions_are_the_articles_words(doc: str) -> None:
    text = article_text(doc)
    assert [c["condition"] for c in read(doc)["commitments"] if c["condition"] not in text] == []


def test_cluster_members_are_annotated_items() -> None:
    keys = {
        ("figure" if part == "figures" else "commitment", doc, item["key"])
        for doc in ARTICLES
        for part in ("figures", "commitments")
        for item in read(doc)[part]
    }
    members = {(c["kind"], m["doc"], m["key"]) for c in read("clusters") for m in c["members"]}
    assert members <= keys


def test_a_member_stands_in_one_cluster() -> None:
    members = [(c["kind"], m["doc"], m["key"]) for c in read("clusters") for m in c["members"]]
    assert len(members) == len(set(members))


def test_pairs_of_one_text_are_sample_articles() -> None:
    assert all((RAW / f"{doc}.txt").exists() for pair in read("same_text") for doc in pair)
