"""The forms of a German verb, made by rule from its infinitive and a short table of strong stems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

Kind = Literal["finite", "participle", "infinitive"]
SEPARATOR = "|"


def verb_forms(word: str, strong: Mapping[str, str]) -> Iterator[tuple[str, Kind, bool]]:
    """The forms of a verb as (form, kind, joined).

    ``word`` marks a separable particle with a bar («an|kündigen»). ``joined`` is false for a finite form that needs
    its particle elsewhere in the clause (kündigte … an) and true for forms that hold it (ankündigte, angekündigt,
    anzukündigen) and for all forms of verbs without one. More forms than the language has may come out, never fewer,
    the Swiss ones (hiess) among them.
    """
    particle, _, base = word.rpartition(SEPARATOR)
    finite, participles = _stems(base, strong)
    finite += [form.replace("ß", "ss") for form in finite if "ß" in form]
    for form in finite:
        yield form, "finite", not particle
        if particle:
            yield particle + form, "finite", True
    for form in participles:
        yield particle + form, "participle", True
    yield particle + base, "infinitive", True
    if particle:
        yield f"{particle}zu{base}", "infinitive", True
        yield base, "infinitive", False


def _stems(base: str, strong: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Finite forms and participles of the verb without its particle."""
    known = next((part for part in _suffixes(base) if part in strong), "")
    short = (
        base.removesuffix("n") if base.endswith(("eln", "ern")) or not base.endswith("en") else base.removesuffix("en")
    )
    link = "e" if short.endswith(("t", "d")) or _ends_in_cluster(short) else ""
    present = [f"{short}e", base, f"{short}{link}t"]
    if base.endswith("eln"):
        present.append(f"{short[:-2]}le")
    if not known:
        past = [f"{short}{link}te", f"{short}{link}ten"]
        return present + past, [f"ge{short}{link}t", f"{short}{link}t"]
    prefix = base.removesuffix(known)
    past_form, participle, third, *more = strong[known].split()
    plural = f"{past_form}n" if past_form.endswith("e") else f"{past_form}en"
    finite = [*present[:2], *(prefix + form for form in (third, past_form, plural, *more))]
    return finite, [prefix + participle, prefix + participle.removeprefix("ge")]


def _suffixes(base: str) -> Iterator[str]:
    for i in range(len(base) - 3):
        yield base[i:]


def _ends_in_cluster(stem: str) -> bool:
    """Stems that take -et: öffn-, zeichn-, widm-; not lern-, film-, wohn-."""
    if len(stem) < 3 or stem[-1] not in "mn":
        return False
    return stem.endswith("chn") or stem[-2] not in "aeiouäöülrmnh"
