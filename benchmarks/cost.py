"""What a million articles cost, with the arithmetic shown: from the throughput of one processor that was measured."""

from __future__ import annotations

MILLION = 1_000_000
PRICE = 0.05  # EUR for one processor and an hour; what clouds ask for ordinary machines, a third of it for spare ones
SPARE = 3
CLUSTER = 64  # processors, for the time by the clock


def cost(articles: float, analysis: float, run: float) -> str:
    """The estimate as markdown: ``articles`` took one processor ``analysis`` seconds, with tables and files ``run``."""
    speed = articles / analysis
    hours = MILLION / speed / 3600
    each = (run - analysis) / articles
    table = MILLION * each / 3600
    lines = [
        f"- **Analysis.** One processor did {speed:.2f} of the benchmark's articles (some 270 words each) a second:",
        f"  1,000,000 / {speed:.2f} / 3600 = {hours:.0f} processor hours.",
        f"- **Tables and files**, on the machine that reads, one process: {1000 * each:.0f} ms an article, so",
        f"  1,000,000 × {each:.3f} / 3600 = {table:.1f} hours, if a million grow as few do (what is fixed in a",
        "  small run makes this too much).",
        f"- **Price.** At {PRICE:.2f} EUR for a processor and an hour (an assumption: put in your own) that is",
        f"  ({hours:.0f} + {table:.1f}) × {PRICE:.2f} = **{(hours + table) * PRICE:.2f} EUR**. Spare machines,",
        f"  which a cluster may lose at any time without harm, cost about a third: {hours * PRICE / SPARE:.2f} EUR",
        "  for the analysis.",
        f"- **Time.** {CLUSTER} processors analyse for {hours:.0f} / {CLUSTER} = {hours / CLUSTER:.1f} hours. The",
        "  machine that reads must read and keep as many articles a second as they do together.",
        "- Storage, traffic between regions and the requests of a bucket come on top: a million small objects are a",
        "  million requests, a few large `.jsonl` files a few.",
    ]
    return "\n".join(lines)
