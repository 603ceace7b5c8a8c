# SPDX-License-Identifier: MIT
"""What type checkers infer of the public calls; `make check` runs two of them over this."""

from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import notorious_markets as nm
from notorious_markets.text.index import Index

ds = nm.load()
assert_type(ds, nm.Dataset)
assert_type(nm.load("2026.12"), nm.Dataset)
assert_type(nm.load(Path("package")), nm.Dataset)
assert_type(nm.releases(), tuple[str, ...])
nm.verify()

# Look-ups

assert_type(ds.release, nm.Release)
assert_type(ds.editions, Index[int, nm.Edition])
assert_type(ds.editions[2021], nm.Edition)
assert_type(ds.markets["taobao"].domains, tuple[str, ...])
assert_type(ds.market("Taobao"), nm.Market)
assert_type(ds.company("BABA"), nm.Company)
assert_type(ds.find("torrent"), tuple[nm.Market, ...])
assert_type(ds.cite(ds.edition(2021), *ds.listings), tuple[nm.Source, ...])
assert_type(ds.market("Taobao").to_dict(), dict[str, Any])
assert_type(nm.to_plain(ds.markets), Any)

# Listings

assert_type(ds.listings, nm.Listings)
assert_type(ds.listings[0], nm.Listing)
assert_type(ds.listings[:2], nm.Listings)
assert_type(ds.listings | ds.listings & ds.listings - ds.listings, nm.Listings)
assert_type(ds.listings.where(edition=2021, kind="online", economy="CN"), nm.Listings)
assert_type(ds.listings.where(edition=range(2020, 2023), kind=[nm.Kind.ONLINE]), nm.Listings)
assert_type(ds.listings.where(kind=None, predicate=lambda item: item.page == 1), nm.Listings)
assert_type(ds.listings.group_by("economy"), Index[Any, nm.Listings])
assert_type(ds.listings.group_by(lambda item: item.page), Index[int | None, nm.Listings])
assert_type(ds.listings.count_by("kind"), Index[Any, int])
assert_type(ds.listings.count_by(lambda item: item.edition), Index[int, int])

# Editions

assert_type(ds.coverage(), tuple[nm.Coverage, ...])
assert_type(ds.coverage(2021), nm.Coverage)
assert_type(ds.coverage(2021).online.recorded, int)
assert_type(ds.presence("taobao", 2021), nm.Presence)
assert_type(ds.compare(2020, 2021), nm.Comparison)
assert_type(ds.compare(2020, 2021, by=None, kind="online"), nm.Comparison)
assert_type(ds.compare(2020, 2021, by="economy"), nm.GroupedComparison)
assert_type(nm.compare(2020, 2021), nm.Comparison)
assert_type(nm.compare(2020, 2021, by="company"), nm.GroupedComparison)
assert_type(nm.compare_releases("2026.11", "2026.12"), nm.ReleaseComparison)
assert_type(ds.compare(2020, 2021).added, tuple[nm.Change, ...])
assert_type(ds.history("taobao"), nm.History)
assert_type(ds.history("taobao").spells, tuple[nm.Spell, ...])
assert_type(ds.histories(kind="physical"), Index[str, nm.History])
assert_type(ds.turnover(), tuple[nm.Turnover, ...])
assert_type(ds.survival(), nm.Survival)

# Screening

assert_type(ds.screen("https://item.taobao.com/x"), tuple[nm.Match, ...])
assert_type(ds.screener(kind="online", editions=[2021]), nm.Screener)
assert_type(nm.export_blocklist("hosts"), str)

# Companies and trade

assert_type(ds.companies_of("taobao")[0].record, nm.Company)
assert_type(ds.markets_of("alibaba-group", transitive=True)[0].record, nm.Market)
assert_type(ds.economy("CN"), nm.EconomyProfile)
assert_type(ds.watch_list("CN"), Index[int, nm.WatchList | nm.Presence])
assert_type(ds.seizures, nm.Seizures)
share = ds.seizures.share("CN+HK", fiscal_year=2020, basis="msrp")
assert_type(share, nm.Figure)
decimal: Decimal = share
totals = ds.seizures.by("fiscal_year", origin="CN")
assert_type(totals, nm.Totals)
assert_type(totals[0], nm.Total)
assert_type(totals[1:3], nm.Totals)
assert_type(totals.top(3), nm.Totals)
