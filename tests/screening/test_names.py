# SPDX-License-Identifier: MIT
"""Names: legal forms do not count, words do, and similarity is held against written pairs."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notorious_markets as nm
from notorious_markets.screening.names import (
    COMMON_WORDS,
    LEADING_FORMS,
    LEGAL_FORMS,
    plain_name,
    similar_names,
)

with (Path(__file__).parent / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = [(row["listed"], row["name"], row["same"] == "yes") for row in csv.DictReader(file)]
TRUE = [(listed, name) for listed, name, same in PAIRS if same]
FALSE = [(listed, name) for listed, name, same in PAIRS if not same]


@pytest.fixture(scope="module")
def ds():
    return nm.load("2026.12.1")


def score(listed, name):
    """How similar a value is to a listed name."""
    found = dict(similar_names(plain_name(name), [plain_name(listed)], 0))
    return found.get(plain_name(listed), 0.0)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Alibaba Group Holding Limited", "alibaba group holding"),
        ("ＡＬＩＢＡＢＡ Group Holding, Ltd.", "alibaba group holding"),
        ("PT Bukalapak.com Tbk", "bukalapak com"),
        ("Petróleo S.A.", "petróleo"),
        ("Ltd.", "ltd"),
        ("ООО Виртуальные системы", "виртуальные системы"),
        ("JSC Regional Network Information Center", "regional network information center"),
        ("Cie. de l’Exemple", "cie de l exemple"),
        ("Private Layer Inc.", "private layer"),
        ("Layer Inc.", "layer"),
        ("Snapdeal Private Limited", "snapdeal"),
        ("Company Pirates", "company pirates"),
        ("Rebel Incorporated", "rebel inc"),
        ("Rebel Inc.", "rebel inc"),
        ("Rebel", "rebel"),
        ("Rebel Alliance Inc.", "rebel alliance"),
        ("Sea Limited", "sea ltd"),
        ("—", "—"),
    ],
)
def test_names_are_compared_without_legal_forms(name, plain):
    assert plain_name(name) == plain
    assert plain_name(plain) == plain


@given(st.text())
def test_a_plain_name_is_its_own(name):
    assert plain_name(plain_name(name)) == plain_name(name)


@given(st.sampled_from(sorted(LEGAL_FORMS - LEADING_FORMS)), st.sampled_from(["Layer", "Taobao"]))
def test_a_legal_form_at_the_head_is_a_word_unless_it_stands_there(form, name):
    assert plain_name(f"{form} {name}") == f"{form} {name.lower()}"


@given(st.sampled_from(sorted(LEGAL_FORMS)), st.sampled_from(sorted(COMMON_WORDS)))
def test_nothing_is_shortened_to_a_common_word(form, word):
    assert plain_name(f"{word} {form}") != word


def test_leading_forms_are_legal_forms_and_common_words_are_none():
    assert LEADING_FORMS < LEGAL_FORMS
    assert not COMMON_WORDS & LEGAL_FORMS


# One-word names of the data that were judged to be coined, initials of one company, or names that
# no company but the one meant would bear. A new one has to be put here or among COMMON_WORDS.
COINED = frozenset(
    """
    1337x 1fichier 2conv 2embed 4shared acevector alibaba aliexpress amarutu amazon aniwatch
    apongbon avito baidu baixeturbo bajui beevideo beoutq bestbuyiptv bflix bitsnoop blueangelhost
    bmovies bookfi btjunkie bukalapak bytedance carousell catshare chomikuj cimaclub consolesource
    convert2mp3 cuevana cuevana3 cyando darkwarez demonoid dhgate dopefile dstorage dunhuang dytt8
    extratorrent fileshark flokinet flvto fmovies geniptv gigabytesistemas gongchang gougou
    hianime indiamart isohunt jingdong kickasstorrents kinogo koudai krakenfiles kuaikan kuikan
    lalastreams libgen magistv megaupload mercadolibre monetag movie4k movshare mp3juices mp3va
    mpgh muaban myegy naspers newalbumreleases novamov nowvideo nsw2u openbittorrent openload
    openprovider paipai pelisplus phimmoi pinduoduo pobieramy24 popcorntime primewire propellerads
    prosus publicbt putlocker rapidgator rapidshare rarbg revenuehits rutracker seasonvar
    shabakatv shabakaty shopee snapdeal sogou sohu ssyoutube streamtape taobao tencent
    thepiratebay tokopedia torrentgalaxy torrentz torrentz2 tucows turbobit tvbrowser tvplus
    ulozto unknowncheats uptobox vegamovies vibbo vinagame vk vkontakte vng warmane wechat weidian
    weixin xunlei y2mate zamunda zippyshare
    """.split()
)


def test_every_one_word_name_was_judged(ds):
    words = {name for name in ds.screener().names if name.isascii() and " " not in name}
    assert words - COMMON_WORDS == COINED
    assert words >= COMMON_WORDS


def test_a_common_word_is_no_private_layer(ds):
    for name in ("Layer", "Layer Inc.", "Private", "Private Inc.", "Rebel Inc.", "Spider GmbH"):
        assert ds.screen(name, "name") == (), name
    for name in ("Private Layer", "private layer, inc.", "Rebel", "Spider", "Sea Ltd."):
        assert ds.screen(name, "name"), name


# Similarity


def test_there_are_as_many_pairs_as_promised():
    assert min(len(TRUE), len(FALSE)) >= 80
    assert len({(listed, name) for listed, name, _ in PAIRS}) == len(PAIRS)


def test_no_false_pair_is_the_same_name():
    assert [pair for pair in FALSE if plain_name(pair[0]) == plain_name(pair[1])] == []


@pytest.mark.parametrize(
    ("least", "found", "wrong"), [(85, 0.97, 0.26), (90, 0.95, 0.11), (92, 0.90, 0.06)]
)
def test_the_scorer_tells_true_pairs_from_false_ones(least, found, wrong):
    assert sum(score(*pair) >= least for pair in TRUE) >= found * len(TRUE)
    assert sum(score(*pair) >= least for pair in FALSE) <= wrong * len(FALSE)


@given(st.sampled_from(PAIRS))
def test_a_part_of_a_name_is_not_the_name(pair):
    listed, _, _ = pair
    words = plain_name(listed).split()
    for word in words[1:]:
        assert score(listed, word) < 90


@pytest.mark.parametrize("name", ["UA", "Ex", "Cuevana Wines", "Upload Ltd", "VKS Ltd", "Yts Inc."])
def test_short_names_and_parts_match_nobody(ds, name):
    assert ds.screen(name, "name", similar=90) == ()


def test_the_best_of_two_orders_counts():
    assert score("The Pirate Bay", "Pirate Bay, The") == 100
    assert score("The Pirate Bay", "ThePirateBay") > 90
    found = list(similar_names("pirate bay", ["silk market", "the pirate bay", "pirates bay"], 70))
    assert [name for name, _ in found] == ["pirates bay", "the pirate bay"]
    assert found[0][1] > found[1][1]
