# SPDX-License-Identifier: MIT
"""A page for each U.S. fiscal year: published statistics, and the DHS table, side by side."""

from collections.abc import Iterable, Iterator

from explorer.citations import Citations
from explorer.markdown import blocks, bullets, escape, link, section, table
from explorer.page import Page
from explorer.shown import economy_link, fiscal_year_link, percent, ways
from notorious_markets import Dataset, Disagreement, Figure, Measure, Totals, Unit
from notorious_markets.records.trade import TOTAL
from notorious_markets.text.economies import CODES
from notorious_markets.trade.figures import LINES

_CHINA = "CN+HK"
_SOURCES = {
    "published": "as published",
    "lines": "summed from the table of the U.S. Department of Homeland Security",
}
_MEASURES = {
    Measure.DOMESTIC_VALUE: "domestic value",
    Measure.LINES: "seizure lines",
    Measure.MSRP: "MSRP",
    Measure.SEIZURES: "seizures",
    Measure.SHIPMENTS: "shipments",
    Measure.UNITS: "units",
}
_DIMENSIONS = ("origin", "product", "conveyance")


def seizure_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all fiscal years, and that of each."""
    years = sorted({int(item.fiscal_year) for item in ds.seizures.statistics} | _line_years(ds))
    yield _index(ds, years)
    for year in years:
        yield _page(ds, year, years)


def _line_years(ds: Dataset) -> set[int]:
    return {int(total.fiscal_year) for total in ds.seizures.by("fiscal_year")}


def _index(ds: Dataset, years: list[int]) -> Page:
    cite = Citations(ds)
    series = {
        "published MSRP": _series(ds, Measure.MSRP),
        "published seizures": _series(ds, Measure.SEIZURES),
        "published domestic value": _series(ds, Measure.DOMESTIC_VALUE),
        "DHS table, MSRP": _series(ds, Measure.MSRP, LINES),
        "DHS table, lines": _series(ds, Measure.LINES, LINES),
    }
    rows = [
        {"fiscal_year": year, **{name: of.get(year) for name, of in series.items()}}
        for year in years
    ]
    body = blocks(
        "Totals of each U.S. fiscal year, which runs from 1 October to 30 September and is named "
        "by the year it ends in. What the measures are, and why the columns differ, stands in "
        "[](/explanation/seizures.md).",
        table(
            ("fiscal year", *series),
            (
                (
                    fiscal_year_link(year),
                    *(_cell(of.get(year), cite) for of in series.values()),
                )
                for year in years
            ),
        ),
        "![Seizures by fiscal year](/pictures/seizures-by-year.svg)",
        section("Where sources disagree", _disagreements(ds.seizures.disagreements(), cite)),
        cite.listed(),
    )
    return Page(
        address="seizures/index",
        title="Seizures",
        description="U.S. seizures of goods that infringe intellectual property, by fiscal year.",
        body=body,
        rows=rows,
        data={
            "release": ds.release.version,
            "years": rows,
            "statistics": ds.seizures.statistics,
        },
        sources=cite.cited,
        years=f"{years[0]}/{years[-1]}",
    )


def _series(ds: Dataset, measure: Measure, source: str = "published") -> dict[int, Figure]:
    figures = ds.seizures.series(TOTAL, measure=measure, source=source)
    return {int(figure.fiscal_year): figure for figure in figures}


def _page(ds: Dataset, year: int, years: list[int]) -> Page:
    cite = Citations(ds)
    statistics = [item for item in ds.seizures.statistics if item.fiscal_year == year]
    disagreements = [item for item in ds.seizures.disagreements() if item.fiscal_year == year]
    dimensions = _DIMENSIONS if year in _line_years(ds) else ()
    tables = {name: ds.seizures.by(name, fiscal_year=year) for name in dimensions}
    body = blocks(
        ways(
            link("Seizures", "seizures/index"),
            [*map(fiscal_year_link, years)],
            years.index(year),
        ),
        f"U.S. fiscal year {year}: {year - 1}-10-01 to {year}-09-30.",
        section("At a glance", bullets(_glance(ds, year, cite))),
        section("Where sources disagree", _disagreements(disagreements, cite)),
        section(
            "Published statistics",
            table(
                ("measure", "by", "item", "value", "unit", "status", "note", "sources"),
                (
                    (
                        _MEASURES[item.measure],
                        escape(item.breakdown.value),
                        _item(item.item),
                        escape(f"{item.value:,f}"),
                        escape(item.unit.value),
                        escape(item.status.value),
                        escape(item.note or ""),
                        cite(item.sources),
                    )
                    for item in statistics
                ),
            ),
        ),
        *(
            section(
                f"DHS table by {name}",
                f"Lines and MSRP {_SOURCES[LINES]} {cite(ds.seizures.line_sources)}.",
                _totals(totals),
            )
            for name, totals in tables.items()
        ),
        cite.listed(),
    )
    return Page(
        address=f"seizures/{year}",
        title=f"Seizures in fiscal year {year}",
        description="U.S. seizures of goods that infringe intellectual property in fiscal year "
        f"{year}: published statistics, and the sums of the DHS table.",
        body=body,
        rows=statistics,
        data={
            "release": ds.release.version,
            "fiscal_year": year,
            "statistics": statistics,
            "dhs_table": tables,
        },
        sources=cite.cited,
        years=f"{year - 1}-10-01/{year}-09-30",
    )


def _glance(ds: Dataset, year: int, cite: Citations) -> list[str]:
    """Say the totals, and every answer to the share of China and Hong Kong."""
    published = ds.seizures.published(breakdown="total")
    totals = [figure for figure in published if figure.fiscal_year == year]
    if year in _line_years(ds):
        totals += [_series(ds, measure, LINES)[year] for measure in (Measure.LINES, Measure.MSRP)]
    shares = ds.seizures.shares(_CHINA, fiscal_year=year)
    return [
        *(f"**China and Hong Kong**: {_said(figure, cite)}" for figure in shares),
        *(f"**Total**: {_said(figure, cite)}" for figure in totals),
    ]


def _said(figure: Figure, cite: Citations) -> str:
    note = f" ({escape(figure.note)})" if figure.note else ""
    joint = {Unit.PERCENT: "of ", Unit.USD: "of ", Unit.COUNT: ""}[figure.unit]
    what = f"{joint}{_MEASURES[figure.measure]}"
    return (
        f"{escape(_value(figure))} {what}, {_SOURCES[figure.origin]}, {figure.status.value}"
        f"{note} {cite(figure.sources)}"
    )


def _value(figure: Figure) -> str:
    if figure.unit is Unit.PERCENT:
        return percent(figure, 2 if figure.origin == LINES else None)
    return f"{'$' if figure.unit is Unit.USD else ''}{figure:,f}"


def _cell(figure: Figure | None, cite: Citations) -> str:
    return "" if figure is None else f"{escape(_value(figure))} {cite(figure.sources)}"


def _item(item: str) -> str:
    codes = item.split("+")
    if not CODES.issuperset(codes):
        return escape(item)
    return " \\+ ".join(map(economy_link, codes))


def _disagreements(found: Iterable[Disagreement], cite: Citations) -> str:
    return table(
        ("fiscal year", "measure", "item", "what is said"),
        (
            (
                fiscal_year_link(item.fiscal_year),
                _MEASURES[item.measure],
                _item(item.item),
                "; ".join(_said(figure, cite) for figure in item.figures),
            )
            for item in found
        ),
    )


def _totals(totals: Totals) -> str:
    lines = sum(total.lines for total in totals)
    msrp = sum(total.msrp for total in totals)
    ranked = totals.top(len(totals))
    (dimension,) = totals.dimensions
    return table(
        (dimension, "lines", "share of lines", "MSRP", "share of MSRP"),
        (
            (
                _item(str(getattr(total, dimension))),
                f"{total.lines:,}",
                _share(total.lines, lines),
                escape(f"${total.msrp:,}"),
                _share(total.msrp, msrp),
            )
            for total in ranked
        ),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else ""
