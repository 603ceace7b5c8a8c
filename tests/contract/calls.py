# SPDX-License-Identifier: MIT
"""What several public calls say together, for questions that are more than one call."""

import codecs
import contextlib
import copy
import hashlib
import io
import json
import re
import shutil
import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import notorious_markets as nm
from notorious_markets.cli import main

RELEASE = "2026.12.1"
YEARS = range(2010, 2026)
PAIRS = [(year, year + 1) for year in YEARS[:-1]]
MARKETS = ["taobao", "rutracker", "rapidgator", "vk", "rarbg", "haraj", "tokopedia", "wechat"]
MARKETS += ["la-bahia", "rua-25-de-marco", "mbk-center", "patpong-market", "libgen", "silk-market"]
COMPANIES = ["alibaba-group", "tencent", "prosus", "naspers", "goto", "bytedance", "vk-company"]
TABLE = ["fiscal_year", "product", "conveyance", "origin"]
ECONOMY_CODES = """
    AD AE AF AG AL AM AR AT AU AZ BA BB BD BE BG BH BI BJ BN BO BR BS BT BY CA CC CD CG CH CI
    CK CL CM CN CO CR CW CY CZ DE DK DO DZ EC EE EG ER ES ET FI FO FR GB GE GH GL GM GN GR GT
    GU GY HK HN HT HU ID IE IL IN IQ IR IT JM JO JP KE KH KP KR KW KY KZ LA LB LK LR LS LT LU
    LV MA MC MD ME MK ML MM MN MQ MT MU MV MW MX MY NE NG NI NL NO NP OM PA PE PH PK PL PR PS
    PT PY QA RO RU RW SA SC SE SG SI SL SM SN SO SR SV SX SZ TC TG TH TJ TM TN TR TT TV TW TZ
    UA UG UM US UY UZ VE VG VI VN ZA ZM
""".split()
TEXTS = [
    "taobao",
    "Taobao",
    "TAOBAO!",
    "taobao.com",
    "torrent",
    "torrentz",
    "vk",
    "VK.com",
    "pirate",
]
TEXTS += [
    "pirate bay",
    "Pirate-Bay",
    "La Bahía",
    "la bahia",
    "罗湖商业城",
    "baidu",
    "Baidu Wangpan",
]
TEXTS += [
    "Rutracker.org and Rapidgator.org",
    "25 de Marco",
    "market",
    "a",
    "1",
    "no such market",
    "%",
]
TEXTS += ["silk", "Luowu Market", "kat.ph", "wei", "мarket", "savelovskiy", "ё", "-to", ".to", "é"]


def economy_in_short(profile):
    """What a profile says, without the name, which pycountry may change."""
    return {
        "code": profile.code,
        "listings": brief(profile.listings),
        "listed": profile.listed,
        "watch list": profile.watch_list,
        "seizures": profile.seizures,
        "companies": [company.id for company in profile.companies],
    }


def trying(call, *values, **options):
    """The answer, or the exception."""
    try:
        return call(*values, **options)
    except nm.NotoriousMarketsError as error:
        return error


def each(call, values, **options):
    """The answer to each value, errors included."""
    return [[value, trying(call, value, **options)] for value in values]


DERIVED = {
    "Chain": "sources",
    "Change": "kind name sources",
    "Connected": "id name relation held sources",
    "GroupChange": "change",
    "Growth": "percent",
    "History": "first last first_proved listed_in not_listed_in unknown_in relisted_in"
    " names spells",
    "Listing": "kind markets",
    "Match": "editions sources",
    "SectionCoverage": "missing",
    "TableChange": "rows_changed",
    "Turnover": "retention retention_low retention_high",
    "Comparison": "possibly_added possibly_removed",
}
"""The properties of records that are no fields."""


def derived(*records):
    """The properties of records that are no fields."""
    return [
        [getattr(record, name) for name in DERIVED[type(record).__name__].split()]
        for record in records
    ]


def brief(listings):
    """Which listings, and which of them are uncertain."""
    unsure = set(listings.uncertain)
    return [f"{x.edition} {x.market}{' ?' if x in unsure else ''}" for x in listings]


def online_of(ds, year):
    return ds.listings.where(edition=year, kind="online")


def texts(*values):
    """How values show themselves: repr, str, and HTML where they have it."""
    return [
        [repr(item), str(item), *([item._repr_html_()] if hasattr(item, "_repr_html_") else [])]
        for item in values
    ]


def names_of(changes):
    return [f"{change.market}: {change}" for change in changes]


def groups_of(comparison):
    """The markets of each group of a comparison."""
    return {title: names_of(group) for title, group in comparison.groups()}


def everything_of(comparison):
    """A comparison in all its forms."""
    changes = (*comparison.added, *comparison.removed, *comparison.continued)
    changes += comparison.unaccounted
    return {
        "sections": comparison.sections(),
        "changes": derived(*changes),
        "dict": comparison.to_dict(),
        "markdown": comparison.to_markdown(),
        "texts": texts(comparison),
        "record": comparison,
    }


def grouped(comparison):
    """A comparison by groups in all its forms."""
    return {
        "dicts": comparison.to_dicts(),
        "markdown": comparison.to_markdown(),
        "html": comparison._repr_html_(),
        "change": [group.change for group in comparison.groups],
        "by": comparison.by,
        "comparison": comparison.comparison.summary(),
    }


def presences(ds):
    """A letter for each market and edition: listed, not listed, unknown."""
    return [
        f"{market} {''.join(ds.presence(market, year).name[0] for year in ds.editions)}"
        for market in ds.markets
    ]


def all_evidence(ds):
    return [[market, [ds.evidence(market, year) for year in ds.editions]] for market in ds.markets]


def all_names(ds):
    """What each name of each market leads to."""
    return [
        [market.id, each(lambda name: ds.market(name).id, _names(market))]
        for market in ds.markets.values()
    ]


def _names(market):
    return (market.name, *market.aliases, *market.domains)


def all_company_names(ds):
    """What each name and ticker of each company leads to."""
    return [
        [company.id, each(lambda name: ds.company(name).id, _company_names(ds, company))]
        for company in ds.companies.values()
    ]


def _company_names(ds, company):
    tickers = ds.tickers(company.id)
    legal = () if company.legal_name is None else (company.legal_name,)
    symbols = [name for item in tickers for name in (item.symbol, str(item))]
    return (company.name, *legal, *company.aliases, *symbols)


def found(matches):
    """What screening found, in short."""
    return [
        [
            match.market.id,
            match.domain,
            match.printed,
            match.score,
            match.reason,
            ", ".join(map(str, match.editions)),
            "; ".join(map(str, match.companies)),
        ]
        for match in matches
    ]


def ids(matches):
    return " ".join(match.market.id for match in matches)


def screened(ds, values, *kind, **options):
    """What each value leads to."""
    return [[value, ids(trying(ds.screen, value, *kind, **options))] for value in values]


@cache
def hostile_urls():
    """The URLs of tests/hostile_urls.txt."""
    text = Path(__file__).parent.with_name("hostile_urls.txt").read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return [codecs.decode(line.split("\t")[0], "unicode_escape") for line in lines]


VALUES = (
    *["Taobao", "TAOBAO", " taobao ", "tao bao", "Taobao Marketplace", "Tabao", "Alibaba"],
    *["ALIBABA GROUP HOLDING LTD", "Alibaba Group", "Tencent", "GoTo", "PT Tokopedia", "VK"],
    *["WeChat", "微信", "罗湖商业城", "La Bahía", "la bahia", "Rua 25 de Março", "25 de Marco"],
    *["Pirate Bay", "The Pirate Bay", "thepiratebay", "thepiratebay.org", "www.thepiratebay.org"],
    *["THEPIRATEBAY.ORG", "thepiratebay.org.", "thepiratebay.org:443", "thepiratebay.org/x?y#z"],
    *["thepiratebay.org/taobao.com", "someone@mail.vk.com", "a@b@vk.com", "@vk.com", "vk.com@"],
    *["mailto:a@vk.com", "tel:taobao.com", "vk", "vk.com", "VK.COM", "m.vk.com", "notvk.com"],
    *["http://vk.com", "https://vk.com/a/b", "ftp://vk.com", "http:vk.com", "http:\\\\vk.com"],
    *[
        "https://xn--bcher-kva.vk.com/",
        "https://bücher.vk.com/",
        "https://ｖｋ．ｃｏｍ/",
        "ｖｋ.com",
    ],
    *["pan.baidu.com", "baidu.com", "https://pan.baidu.com/s/1", "tieba.baidu.com", "Baidu"],
    *["Silk Market", "Silk Street", "Tepito", "MBK Center", "Patpong", "Libgen", "Libgen.io"],
    *["Rutracker.org and Rapidgator.org", "rutracker.org", "rapidgator.net", "rapidgator"],
    *["Movshare Group", "nowvideo", "1337x", "1337x.to", "https://1337x.to/", "x.1337x.to"],
    *["", " ", ".", "..", "/", "@", ":", "-", "example.com", "https://example.com", "nothing"],
    *["1.2.3.4", "http://1.2.3.4/", "[::1]", "localhost", "http://localhost:80/", "taobao.com\n"],
    *[
        "taobao.com\x00",
        "\ttaobao.com",
        "tao\tbao.com",
        "taobao。com",
        "taobao．com",
        "taobao\u200b",
    ],
    *["Co Ltd", "GmbH", "Ltd", "Inc. Amazon", "Amazon.com, Inc.", "Amazon Inc", "S.A.", "JD.com"],
)
KINDS = ["url", "host", "email", "name"]
HOSTS = ("vk.com", "a.vk.com", "VK.com", "", None, "com", "taobao.com.", "a..vk.com", "notvk.com")


def cli(*arguments, release=RELEASE):
    """Exit code and output of a command; of what argparse refuses, without its list of choices."""
    out, err = io.StringIO(), io.StringIO()
    before = () if release is None else ("--release", release)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([*before, *arguments])
        except SystemExit as stopped:
            code = stopped.code
    refused = re.sub(r" \(choose from.*", "", err.getvalue())
    return {"code": code, "out": out.getvalue(), "err": refused}


def helps(*arguments):
    """Exit code of a help text, and the commands and options that it names."""
    answer = cli(*arguments, "--help", release=None)
    return {"code": answer["code"], "options": sorted(set(re.findall(r"--[a-z-]+", answer["out"])))}


def screening_a_file(name, text, *options, output="out.csv"):
    """What screening a file prints and writes."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, name), Path(folder, output)
        source.write_text(text, "utf-8")
        said = cli("screen", str(source), "-o", str(target), *options)
        said = {name: str(value).replace(folder, "FOLDER") for name, value in said.items()}
        written = target.read_text("utf-8") if target.exists() else None
        return {**said, "written": written}


def a_folder(version):
    return files("notorious_markets") / "data" / version


def damaged(file, old, new, version="2026.11"):
    """What loading and verifying a release says of which some bytes were changed."""
    with tempfile.TemporaryDirectory() as folder:
        release = Path(shutil.copytree(a_folder(version), Path(folder, "copy")))
        _replace(release / file, old, new)
        return [_loaded(nm.load, release), _loaded(nm.verify, str(release))]


def contradicting(table, old, new, version=RELEASE):
    """What loading a release says whose table was changed, and has the checksum of the change."""
    with tempfile.TemporaryDirectory() as folder:
        release = Path(shutil.copytree(a_folder(version), Path(folder, "copy")))
        path = release / f"{table}.csv"
        before = path.read_bytes()
        _replace(path, old.encode(), new.encode())
        after = path.read_bytes()
        descriptor = json.loads((release / "datapackage.json").read_text("utf-8"))
        (resource,) = [item for item in descriptor["resources"] if item["name"] == table]
        resource["bytes"] = len(after)
        resource["hash"] = f"sha256:{hashlib.sha256(after).hexdigest()}"
        resource["rows"] += after.count(b"\n") - before.count(b"\n")
        (release / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        return _loaded(nm.load, release)


def _replace(path, old, new):
    content = path.read_bytes()
    if old not in content:
        raise ValueError(f"{old!r} is not in {path.name}")
    path.write_bytes(content.replace(old, new, 1))


def _loaded(call, release):
    answer = trying(call, release)
    return repr(answer) if isinstance(answer, nm.Dataset) else answer


@cache
def unpacked():
    """The release as it is loaded from a folder: all of its tables at once."""
    return nm.load(a_folder(RELEASE))


def table_of(frame):
    """Columns and rows of a frame of any engine, in the order of the first column."""
    import narwhals as nw

    native = nw.from_native(frame)
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    table = native.to_arrow()
    rows = [[None if x != x else x for x in row.values()] for row in table.to_pylist()]
    return {
        "type": type(frame).__name__,
        "columns": table.column_names,
        "rows": sorted(rows, key=lambda row: str(row[0])),
    }


def arrow_types(records):
    """Columns and Arrow types of the frame of some records."""
    schema = nm.frames.to_frame(records, "pyarrow").schema
    return [[field.name, str(field.type)] for field in schema]


def framed(records):
    """The frames of some records, which all three backends fill alike."""
    records = records if isinstance(records, nm.History) else list(records)
    arrow = nm.frames.to_frame(records, "pyarrow")
    polars = nm.frames.to_frame(records)
    pandas = nm.frames.to_frame(records, "pandas")
    return {
        "types": arrow_types(records),
        "rows": arrow.to_pylist(),
        "polars": [list(polars.shape), polars.columns, polars.rows() == _rows(arrow)],
        "pandas": [list(pandas.shape), list(pandas.columns)],
    }


def _rows(table):
    return [tuple(row.values()) for row in table.to_pylist()]


FRAMED_URLS = [
    *["https://item.taobao.com/1", "https://example.com/", None, "no url", "", "http://vk.com"],
    *["HTTPS://VK.COM./x", "https://taobao.com@example.com/", "https://tao%62ao.com/"],
    *["https://thepiratebay.org:99999/", "ftp://m.vk.com/", "taobao.com", "https:\\\\taobao.com"],
]


def frame_of(engine, values=FRAMED_URLS, column="url"):
    """A frame of some values, numbered."""
    columns = {"n": list(range(len(values))), column: list(values)}
    match engine:
        case "polars" | "polars lazy" | "duckdb":
            import polars as pl

            frame = pl.DataFrame(columns, schema={"n": pl.Int64, column: pl.String})
            if engine == "duckdb":
                import duckdb

                return duckdb.from_arrow(frame.to_arrow())
            return frame if engine == "polars" else frame.lazy()
        case "pyarrow":
            import pyarrow as pa

            return pa.table(columns)
        case _:
            import pandas as pd

            return pd.DataFrame(columns)


def screened_frame(engine, values=FRAMED_URLS, **options):
    """A frame with what screening adds."""
    column = options.get("column", "url")
    options.setdefault("screener", nm.load(RELEASE).screener())
    frame = nm.frames.screen(frame_of(engine, values, column), **options)
    if engine == "duckdb":
        return {"type": type(frame).__name__, **_table_of_duckdb(frame)}
    return table_of(frame)


def _table_of_duckdb(frame):
    return {"columns": frame.columns, "rows": sorted(map(list, frame.fetchall()))}


def picture(ax):
    """The words of a picture."""
    legends = [ax.get_legend(), *ax.figure.legends]
    return {
        "title": ax.get_title(loc="left"),
        "labels": [ax.get_xlabel(), ax.get_ylabel()],
        "x": [text.get_text() for text in ax.get_xticklabels()],
        "y": [text.get_text() for text in ax.get_yticklabels()],
        "texts": [text.get_text() for text in ax.texts],
        "notes": [text.get_text() for text in ax.figure.texts],
        "legend": [text.get_text() for item in legends if item for text in item.get_texts()],
    }


def on_given_axes():
    """Whether a picture is drawn on the Axes that are given."""
    from matplotlib.figure import Figure

    ax = Figure(layout="constrained").subplots()
    return nm.plots.survival(nm.load(RELEASE), ax, kind="physical") is ax


def kind_of_example(name, *arguments):
    """The class of an example of a strategy."""
    from hypothesis import HealthCheck, Phase, given, settings

    from notorious_markets import strategies

    drawn = []
    once = settings(
        max_examples=1,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @once
    @given(getattr(strategies, name)(*arguments))
    def draw(example):
        drawn.append(example)

    draw()
    return type(drawn[0]).__name__


def by_hand(number=1):
    """The dataset of docs/how-to/test-your-code.md, put together of its records.

    More than one market of it would have the same name.
    """
    from notorious_markets.records.tables import Contents

    source = nm.Source(
        id="made-up", url="https://made-up.example/", title="T", publisher="P", kind="secondary"
    )
    edition = nm.Edition(
        year=2030,
        title="2030 Review",
        published=date(2031, 1, 31),
        sources=("made-up",),
        stated_online=2,
        online_complete=False,
        online_basis="one name was read",
        physical_complete=False,
        physical_basis="nothing was read",
    )
    markets = [
        nm.Market(id=id_, name="Shop", kind="online", sources=("made-up",))
        for id_ in ("shop", "other")[:number]
    ]
    listing = nm.Listing(
        edition=2030, market="shop", name="Shop", category="e-commerce", sources=("made-up",)
    )
    contents = Contents(sources=[source], editions=[edition], markets=markets, listings=[listing])
    return nm.Dataset(nm.Release(version="2030.01", created=date(2031, 2, 1)), contents)


def of_two_breakdowns():
    """Statistics of which two items of different breakdowns have the same name."""
    return nm.Seizures(
        [
            nm.SeizureStatistic(
                fiscal_year=2020,
                measure="msrp",
                breakdown=breakdown,
                item="other",
                unit="percent",
                number=1,
                basis="msrp",
                value=Decimal(5),
                status="final",
                sources=["x"],
            )
            for breakdown in ("commodity", "economy")
        ],
        [],
        [],
    )


def facts_of(call):
    """The public attributes of the exception that a call raises."""
    try:
        call()
    except nm.NotoriousMarketsError as error:
        return [type(error).__name__, vars(error), [kind.__name__ for kind in _family(error)]]
    return None


def _family(error):
    kinds = (nm.NotoriousMarketsError, ValueError, KeyError, LookupError, ImportError)
    return [kind for kind in kinds if isinstance(error, kind)]


def of_old_and_new(ds, new):
    """How presences moved between two releases, as docs/how-to/pin.md counts it."""
    moves = {}
    for market in ds.markets:
        for year in ds.editions:
            was, now = ds.presence(market, year), new.presence(market, year)
            if was != now:
                moves[f"{was} → {now}"] = moves.get(f"{was} → {now}", 0) + 1
    return moves


def releases_compared(before, after):
    """A comparison of releases in all its forms."""
    comparison = nm.compare_releases(before, after)
    return {
        "texts": texts(comparison),
        "markdown": comparison.to_markdown(),
        "rows changed": derived(*comparison.tables),
        "tables": {item.table: [item.added, item.removed] for item in comparison.tables},
        "cells": [[item.table, item.changed] for item in comparison.tables],
    }


def equals_its_copy(value):
    return copy.deepcopy(value) == value


def types_of(*values):
    return [type(value).__name__ for value in values]


def members(vocabulary):
    """The members of a vocabulary, with the properties they have."""
    properties = ["kind", "decides", "basis", "unit"]
    return [
        [
            item.name,
            item.value,
            repr(item),
            *(getattr(item, x) for x in properties if hasattr(item, x)),
        ]
        for item in vocabulary
    ]
