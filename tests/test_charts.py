"""The plots for notebooks: whole SVG drawings that show the run's numbers and let nothing of an article execute."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import pipeline as belegt
from pipeline.outputs import charts
from tests.report_sample import empty_tables, sample_tables

PLOTS = [charts.positions, charts.timeline, charts.figures, charts.coverage]


def texts(chart: charts.Chart) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("plot", PLOTS)
def test_a_plot_is_whole_svg_without_scripts_or_addresses(plot: object) -> None:
    chart = plot(sample_tables())  # type: ignore[operator]
    root = ElementTree.fromstring(chart._repr_html_())
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
        "svg",
        "rect",
        "text",
        "g",
        "title",
        "circle",
        "line",
    }
    assert not any(name.startswith(("on", "href", "{")) for node in root.iter() for name in node.attrib)


@pytest.mark.parametrize("plot", PLOTS)
def test_an_empty_run_says_so(plot: object) -> None:
    assert texts(plot(empty_tables())) == ["Noch nichts zu zeigen"]  # type: ignore[operator]


def test_plots_show_what_the_tables_hold() -> None:
    found = sample_tables()
    assert {"Norwegen", "zugesagt", "Truppen"} <= set(texts(belegt.charts.positions(found)))
    assert {"2026-04-01", "2026-04-09", "Norwegen"} <= set(texts(charts.timeline(found)))
    assert "Truppen" in texts(charts.timeline(found, party="Norwegen"))
    assert {"Hafenblatt", "rund 900", "950"} <= set(texts(charts.figures(found)))
    assert "2 + 1" in texts(charts.coverage(found))


def test_figures_can_be_chosen_by_what_is_counted() -> None:
    assert texts(charts.figures(sample_tables(), counted="Brücken")) == ["Noch nichts zu zeigen"]


def test_a_plot_can_be_saved(tmp_path: Path) -> None:
    chart = charts.coverage(sample_tables())
    assert chart.save(tmp_path / "a.svg").read_text(encoding="utf-8") == str(chart)
