# SPDX-License-Identifier: MIT
"""The facade: look-ups, loading, and what is said of names that do not exist."""

import ast
import copy
import pickle
import shutil
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import notorious_markets as nm
from notorious_markets import bundled, strategies
from notorious_markets import dataset as module
from notorious_markets.datapackage import package as tables
from notorious_markets.datapackage.package import DESCRIPTOR, PINS
from notorious_markets.errors import (
    AmbiguousNameError,
    IntegrityError,
    InvalidArgumentError,
    UnknownValueError,
)
from notorious_markets.text.finder import NameIndex
from notorious_markets.text.index import Index

# Look-ups


@given(strategies.datasets())
def test_ids_and_look_ups_agree(ds):
    assert [ds.edition(year).year for year in ds.editions] == list(ds.editions)
    assert all(market.id == key for key, market in ds.markets.items())
    assert all(source.id == key for key, source in ds.sources.items())
    for market in ds.markets.values():
        for name in (market.id, market.name, *market.aliases, *market.domains):
            assert ds.market(name) is market
            assert ds.market(f"  {name.upper()}! ") is market
            assert market in ds.find(name)


@given(strategies.datasets())
def test_every_printed_name_is_found(ds):
    for listing in ds.listings:
        assert ds.market(listing.name).id == listing.market or listing.covers
        assert {market.id for market in ds.find(listing.name)} >= set(listing.markets)


def test_every_alias_printed_in_any_edition_is_found(ds):
    for listing in ds.listings:
        assert ds.market(listing.name).id == listing.market
        assert {market.id for market in ds.find(listing.name)} >= set(listing.markets)


@pytest.mark.parametrize(
    ("names", "market"),
    [
        (["KickassTorrents", "Kat.ph", "Kickass.to", "kickass to"], "kickasstorrents"),
        (["vKontakte", "VK.com", "VK", "vk"], "vk"),
        (["Bahia Market", "La Bahía", "la bahia"], "la-bahia"),
        (["Luowu Market", "Luohu Commercial Center", "罗湖商业城"], "luohu"),
        (["DHGate.com", "DHgate", "dhgate"], "dhgate"),
        (["Torrentz.eu", "torrentz.com"], "torrentz"),
        (["Torrentz2"], "torrentz2"),
        (["Baidu"], "baidu-music-search"),
        (["Baidu Wangpan", "pan.baidu.com"], "baidu-wangpan"),
        (["Galeria Pagé"], "galeria-page"),
        (["Rua 25 de Março", "25 de Marco"], "rua-25-de-marco"),
        (["WeChat", "Weixin"], "wechat"),
        (["taobao.com", "Taobao"], "taobao"),
        (["Rutracker.org and Rapidgator.org", "RuTracker"], "rutracker"),
    ],
)
def test_names_lead_to_the_identity_that_was_decided(ds, names, market):
    for name in names:
        assert ds.market(name).id == market


def test_find_puts_exact_names_first_and_matches_parts(ds):
    assert [market.id for market in ds.find("vkontakte")] == ["vk"]
    assert [market.id for market in ds.find("torrentz")] == ["torrentz", "torrentz2"]
    assert {market.id for market in ds.find("torrent")} >= {"kickasstorrents", "torrentgalaxy"}
    assert [market.id for market in ds.find("Rutracker.org and Rapidgator.org")] == [
        "rapidgator",
        "rutracker",
    ]
    assert ds.find("no such market") == ()
    for text in ("", "  ", None, 5, ["x"]):
        with pytest.raises(InvalidArgumentError, match="text must be something to look for"):
            ds.find(text)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Taobaoo", "taobao"),
        ("Pirat Bay", "the-pirate-bay"),
        ("Popcornn Time", "popcorn-time"),
        ("xqzw", None),
        (3, None),
    ],
)
def test_an_unknown_market_is_answered_with_the_nearest(ds, name, meant):
    with pytest.raises(UnknownValueError) as caught:
        ds.market(name)
    assert (caught.value.given, caught.value.nearest) == (name, meant)
    assert len(caught.value.allowed) == len(ds.markets)


def test_a_near_alias_is_answered_with_the_id_of_its_record():
    names = NameIndex("market", {"rynok": ["Golden Bazaar"], "bazaar": ["Silver Street"]})
    with pytest.raises(UnknownValueError) as caught:
        names.resolve("Silver Stret")
    assert (caught.value.nearest, caught.value.allowed) == ("bazaar", ("rynok", "bazaar"))
    assert (caught.value.what, caught.value.given) == ("market", "Silver Stret")


def test_a_name_of_several_markets_is_ambiguous(ds):
    contents = ds._contents
    markets = [
        attrs.evolve(market, aliases=(*market.aliases, "Alibaba"))
        if market.id in ("taobao", "aliexpress")
        else market
        for market in contents.markets
    ]
    changed = module.Dataset(ds.release, contents.replace(markets=markets))
    with pytest.raises(AmbiguousNameError) as caught:
        changed.history("alibaba")
    assert caught.value.candidates == ("aliexpress", "taobao")
    assert len(changed.find("Alibaba")) == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda ds: ds.edition(1999),
        lambda ds: ds.editions["2021"],
        lambda ds: ds.editions[[]],
        lambda ds: ds.markets["toabao"],
        lambda ds: ds.sources["x"],
        lambda ds: ds.coverage(2009),
        lambda ds: ds.presence("taobao", 2009),
        lambda ds: ds.presence("x", 2021),
        lambda ds: ds.evidence("x", 2021),
        lambda ds: ds.history("x"),
        lambda ds: ds.turnover(kind="both"),
    ],
)
def test_whatever_does_not_exist_is_an_error_of_ours(ds, ask):
    with pytest.raises(UnknownValueError):
        ask(ds)


def test_sources_are_cited_once_in_order(ds):
    listings = ds.listings.where(edition=2021, market=["taobao", "dhgate"])
    cited = ds.cite(*listings)
    assert [source.id for source in cited] == list(
        dict.fromkeys(source for listing in listings for source in listing.sources)
    )
    assert ds.cite() == ()
    for nothing in (None, "x", [listings[0]]):
        with pytest.raises(InvalidArgumentError, match="cites no sources"):
            ds.cite(nothing)


def test_a_dataset_prints_what_it_holds(ds):
    assert repr(ds) == "<Dataset 2026.12: 16 editions, 207 markets, 529 listings>"


def test_an_index_is_an_immutable_mapping(ds):
    index = Index("thing", [("a", 1), ("b", 2)])
    assert dict(index) == {"a": 1, "b": 2}
    assert index == {"b": 2, "a": 1}
    assert hash(index) == hash(Index("other", [("b", 2), ("a", 1)]))
    assert len({hash(Index("thing", enumerate("abc"[:number]))) for number in range(4)}) == 4
    assert index.get("c") is None
    assert "c" not in index
    assert repr(index) == "<2 by thing: {'a': 1, 'b': 2}>"
    for number, shown in ((3, "2: 'c'}>"), (4, "2: 'c', … and 1 more}>")):
        assert repr(Index("thing", enumerate("abcd"[:number]))).endswith(shown)
    assert "… and 204 more" in repr(ds.markets)
    with pytest.raises(TypeError):
        index["c"] = 3
    with pytest.raises(UnknownValueError, match="unknown thing 'c'"):
        index["c"]


# Loading


def test_releases_are_named_by_calendar_oldest_first():
    assert nm.releases()[:3] == ("2026.11", "2026.12", "2026.12.1")
    assert bundled._version_key("2026.9") < bundled._version_key("2026.11")
    assert nm.load() is nm.load(nm.releases()[-1])


def test_an_unknown_release_is_an_error_that_names_those_there_are():
    for release in ("", 123, True, ["2026.12"], b"2026.12"):
        for ask in (nm.load, nm.verify):
            with pytest.raises(UnknownValueError, match="unknown release"):
                ask(release)
    for ask in (nm.load, nm.verify):
        with pytest.raises(UnknownValueError, match=r"unknown release '2026\.10'.*2026\.11"):
            ask("2026.10")


def test_bundled_releases_are_verified():
    assert nm.verify() is None
    assert all(nm.verify(version) is None for version in nm.releases())


def test_verify_reads_the_files_again(monkeypatch):
    nm.load()
    monkeypatch.setattr(tables, "read_file", lambda *_: b"")
    nm.load()  # read before
    with pytest.raises(IntegrityError):
        nm.verify()


@pytest.mark.usefixtures("unread")
def test_many_threads_read_each_file_once(monkeypatch):
    reads = Counter()
    read = tables.read_file

    def counting(folder, name, most):
        reads[name] += 1
        return read(folder, name, most)

    monkeypatch.setattr(tables, "read_file", counting)
    start = threading.Barrier(16)
    loaded = []

    def work():
        start.wait()
        ds = nm.load()
        loaded.append((ds, ds.compare(2020, 2021), ds.history("taobao"), len(ds.listings)))

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 16
    assert len({id(ds) for ds, *_ in loaded}) == 1
    assert len(set(map(tuple, (rest for _, *rest in loaded)))) == 1
    assert reads[DESCRIPTOR] == reads[PINS] == 1
    assert set(reads.values()) == {1, 2}  # a table is held to its checksum first, and read then


# Importing


def fresh(code):
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


def test_importing_the_package_imports_next_to_nothing():
    heavy = {"attrs", "attr", "cattrs", "pycountry", "csv", "json", "hypothesis", "enum"}
    loaded = set(
        fresh(
            "import sys; before = set(sys.modules); import notorious_markets\n"
            "print(*(set(sys.modules) - before))"
        )
    )
    assert loaded == {"notorious_markets"}
    assert not loaded & heavy


def test_loading_and_comparing_imports_nothing_that_only_other_questions_need():
    loaded = fresh(
        "import sys, notorious_markets as nm\n"
        "nm.load().compare(2020, 2021).summary()\n"
        "print(*sys.modules)"
    )
    ours = {name.removeprefix("notorious_markets.") for name in loaded}
    assert "attrs" in loaded
    assert not set(loaded) & {
        *("argparse", "calendar", "difflib", "html", "hypothesis"),
        *("importlib.metadata", "importlib.resources", "pycountry"),
    }
    assert not ours & {
        *("companies", "datapackage.archive", "datapackage.comparison", "economy", "screening"),
        *("editions.grouped", "editions.history", "records.companies", "records.dates"),
        *("records.sources", "records.trade", "text.finder", "trade"),
    }


def test_every_public_name_is_there_and_typed():
    assert set(nm.__all__) <= set(dir(nm))
    for name in nm.__all__:
        assert getattr(nm, name) is not None
    assert nm.__version__
    with pytest.raises(AttributeError, match="has no attribute 'colour'"):
        _ = nm.colour


def test_the_names_for_type_checkers_are_the_names_at_run_time():
    tree = ast.parse(Path(nm.__file__).read_text("utf-8"))
    block, _ = (node for node in tree.body if isinstance(node, ast.If))
    imported = {
        alias.asname: node.module.removeprefix("notorious_markets").removeprefix(".")
        for node in block.body
        for alias in node.names
        if isinstance(node, ast.ImportFrom)
    }
    for extra in nm._EXTRAS:
        assert imported.pop(extra) == "", "a package, resolved on its own"
    assert imported == nm._HOME_OF


def test_releases_are_read_from_inside_an_archive(tmp_path):
    archive = shutil.make_archive(
        str(tmp_path / "package"), "zip", Path(nm.__file__).parent.parent, "notorious_markets"
    )
    code = (
        f"import sys; sys.path.insert(0, {archive!r})\n"
        "import notorious_markets as nm\n"
        "assert nm.__file__.startswith(sys.path[0]), nm.__file__\n"
        "nm.verify(); print(nm.load().release.version)"
    )
    assert fresh(code) == [nm.releases()[-1]]


@pytest.mark.usefixtures("unread")
def test_threads_that_ask_different_things_at_once_agree_and_each_table_is_read_once(monkeypatch):
    reads = Counter()
    read = tables._read_checked

    def counting(folder, file):
        reads[file.name] += 1
        return read(folder, file)

    monkeypatch.setattr(tables, "_read_checked", counting)
    questions = [
        lambda ds: ds.compare(2020, 2021),
        lambda ds: ds.companies_of("taobao"),
        lambda ds: ds.seizures.total(),
        lambda ds: ds.screen("https://item.taobao.com/x"),
        lambda ds: ds.listings.where(company="goto"),
        lambda ds: ds.economy("CN"),
    ]
    start = threading.Barrier(18)

    def work(number):
        start.wait()
        turn = number % len(questions)
        answers = {
            which: questions[which](nm.load())
            for which in (*range(turn, len(questions)), *range(turn))
        }
        return nm.load(), [answers[which] for which in range(len(questions))]

    with ThreadPoolExecutor(18) as pool:
        (first, expected), *others = pool.map(work, range(18))
    assert all(ds is first and answers == expected for ds, answers in others)
    # Each is held to its checksum at load, and again when it is read; no question was of two.
    unasked = {"statements", "tickers"}
    assert reads == {file.name: 2 - (file.name in unasked) for file in first.release.tables}


def test_a_dataset_can_be_copied_and_pickled(ds):
    assert len(ds.seizures.lines) > 0
    for same in (copy.deepcopy(ds), pickle.loads(pickle.dumps(ds))):
        assert same.release == ds.release
        assert same.listings == ds.listings
        assert same.compare(2020, 2021) == ds.compare(2020, 2021)
        assert same.listings.where(company="goto") == ds.listings.where(company="goto")
        assert same.seizures.total() == ds.seizures.total()


def test_a_company_is_found_by_each_of_its_names_whatever_else_it_has(ds):
    for company in ds.companies.values():
        names = [
            company.name,
            company.legal_name,
            *company.aliases,
            *map(str, ds.tickers(company.id)),
        ]
        for name in filter(None, names):
            assert ds.company(name) is company


def test_an_unknown_grouping_is_named_as_it_was_given(ds):
    with pytest.raises(UnknownValueError, match="unknown group 'colour'") as caught:
        ds.compare(2020, 2021, by="colour")
    assert caught.value.given == "colour"
