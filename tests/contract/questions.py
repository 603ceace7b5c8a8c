# SPDX-License-Identifier: MIT
"""What is asked of the package: expressions over its public names, in groups.

In an expression, `nm` is the package, `ds` its release of 2026.12.1, and every other name one of
`calls`, where many calls are put together. Where an expression raises, the exception is the answer.
"""

import notorious_markets as nm
from contract import calls, files, screening
from contract.calls import COMPANIES, KINDS, MARKETS, PAIRS, RELEASE, TABLE, TEXTS, VALUES, YEARS

FORMATS = ["text", "json", "csv", "markdown"]
KEYS = ["edition", "kind", "category", "concern", "economy", "locality", "market"]
MENDED: dict[str, str] = {}
"""Questions whose answer is a known fault: they are neither recorded nor asked."""

_LACKING = "it answered with nothing, or refused every name; the release has no such table"
CHANGED = {
    "[equals_its_copy(x) for x in (ds, ds.screener(), ds.seizures)]": "no copy was equal",
    "framed(ds.survival().steps)": "it raised an error of Arrow: shares were put among texts",
    "ds.screener().match_host(5)": "it raised an error of Python, and not InvalidArgumentError",
    "ds.screener().match_name(5)": "it raised an error of Python, and not InvalidArgumentError",
    "ds.edition_counts('CN')[2021].shown('online')": "it gave the number of physical listings",
    "ds.edition_counts('CN')[2021].shown('nonsense')": "it answered, and refuses",
    "nm.load('2026.11').economy('CN')": "it raised, and says what the release has not",
    "nm.load('2026.11').watch_list('CN')": "it named a table that was not asked for",
    "nm.load('2026.11').seizures.total()": "it advised another table",
    **dict.fromkeys(("ds.economy('HK')", "ds.economy('AD')"), "what is missing is said, too"),
    **dict.fromkeys(
        (
            "cli('company', 'BABA', release='2026.11')",
            "all_company_names(nm.load('2026.11'))",
            (
                "[[x, nm.load('2026.11').companies_of(x, date(2019, 6, 30), transitive=True)]"
                " for x in nm.load('2026.11').markets]"
            ),
            "trying(nm.load('2026.11').compare, 2018, 2019, by='company')",
            "brief(nm.load('2026.11').listings.where(company='alibaba-group'))",
            "brief(nm.load('2026.11').listings.where(company_ever='alibaba-group'))",
            "trying(nm.load('2026.11').histories, company_ever='alibaba-group')",
            *(
                f"nm.load('2026.11').{call}"
                for call in (
                    *["companies", "ownership", "holdings", "statements()", "statements(2016)"],
                    *["company('BABA')", "tickers('alibaba-group')", "markets_of('tencent')"],
                    "companies_of('taobao', transitive=True)",
                )
            ),
        ),
        _LACKING,
    ),
    "[contradicting('listings', '2010,91-com', '2010,92-com')]": (
        "it named a property of the listing, and names the column at fault"
    ),
    "[contradicting('watch_lists', '2012,AR,', '2030,AR,')]": (
        "it said only year, and says of which table"
    ),
    **{question: reason for reason, asked in screening.REASONS.items() for question in asked},
    **{question: reason for reason, asked in files.REASONS.items() for question in asked},
}
"""Questions whose recorded answer was changed on purpose since 0.1.0, and why."""


VOCABULARIES = "AbsenceBasis Basis Breakdown Category Concern Held Kind Measure Presence Relation"
VOCABULARIES += " Role SourceKind Stance StatisticStatus Unit WatchList"

RECORDS = [
    "nm.releases()[:3]",
    "ds.release",
    *(f"nm.load({version!r}).release" for version in ("2026.11", "2026.12")),
    *(f"nm.verify({version!r})" for version in ("2026.11", "2026.12", RELEASE)),
    "nm.verify()",
    "nm.verify(a_folder('2026.11'))",
    "nm.load(a_folder('2026.12.1')).release == ds.release",
    "repr(nm.load(str(a_folder('2026.11'))))",
    "nm.load() is nm.load(nm.releases()[-1])",
    "[repr(nm.load(version)) for version in nm.releases()[:3]]",
    *(f"ds.edition({year})" for year in YEARS),
    *(
        f"[ds.edition({year}).{name}(kind) for kind in nm.Kind]"
        for year in (2010, 2016, 2019, 2021, 2025)
        for name in ("stated", "complete", "basis")
    ),
    *(f"ds.{name}" for name in ("editions", "markets", "sources", "companies", "watch_list_years")),
    *(f"ds.{name}" for name in ("listings", "absences", "ownership", "holdings", "watch_lists")),
    *(
        f"[list(ds.{name}), len(ds.{name}), repr(ds.{name})]"
        for name in ("editions", "markets", "sources", "companies", "watch_list_years")
    ),
    "derived(*ds.listings)",
    "ds.statements()",
    "[[company, ds.tickers(company)] for company in ds.companies]",
    "[[str(item) for item in ds.tickers(company)] for company in ds.companies]",
    "ds.seizures.statistics",
    "ds.seizures.lines",
    "ds.seizures.line_sources",
    "nm.FiscalYear(2020)",
    "[nm.FiscalYear(2020).first, nm.FiscalYear(2020).last, repr(nm.FiscalYear(2020))]",
    "[day in nm.FiscalYear(2020) for day in (date(2019, 10, 1), date(2020, 10, 1), 'x')]",
    *(f"members(nm.{name})" for name in VOCABULARIES.split()),
    "texts(ds, ds.listings[0], ds.markets['taobao'], ds.edition(2021), ds.release)",
    "texts(ds.companies['goto'], ds.ownership[0], ds.holdings[0], ds.statements()[0])",
    "texts(ds.tickers('goto')[0], ds.watch_lists[0], ds.watch_list_years[2021])",
    "nm.Holding(subsidiary='x', company='x', relation='owns', number=1, sources=['x'])",
    "texts(ds.seizures, ds.seizures.statistics[0], ds.seizures.lines[0])",
    "[by_hand(), by_hand().coverage(2030).online][1]",
    "[str(by_hand().history('shop')), by_hand().cite(by_hand().market('shop'))]",
    "by_hand().export_blocklist()",
    "brief(unpacked().listings.where(company='tencent'))",
    "[[x, unpacked().companies_of(x, transitive=True)] for x in unpacked().markets]",
    "grouped(unpacked().compare(2020, 2021, by='company'))",
    "[unpacked().seizures.total(), unpacked().watch_list('RU'), unpacked().statements(2016)]",
    "[unpacked().release == ds.release, unpacked().listings == ds.listings]",
    "ds.seizures.by('origin') == unpacked().seizures.by('origin')",
    "nm.Market(id='x', name='X', kind='online', sources=['x'], domains=['xn--bcher-kva.example'])",
    "presences(by_hand())",
    "len({*ds.listings, *ds.markets.values(), *ds.sources.values()})",
    "[hash(ds.markets) == hash(ds.markets), ds.listings == nm.Listings(ds.listings)]",
    "nm.Origin(name='China', economy='CN', sources=['x'])",
    "[equals_its_copy(x) for x in (ds, ds.screener(), ds.seizures)]",
    "nm.Index('thing', [('a', 1), ('b', 2)])",
    "[nm.Index('thing', [('a', 1)]).get('b'), 'b' in nm.Index('thing', [('a', 1)])]",
    "repr(nm.Index('thing', zip('abcde', range(5))))",
    "types_of(ds.editions, ds.listings, ds.absences, ds.seizures, ds.holdings, ds.release.tables)",
    "types_of(ds.find('vk'), ds.cite(), ds.tickers('goto'), ds.companies_of('vk'))",
    "types_of(ds.statements(), ds.markets_of('goto'))",
    "types_of(ds.coverage(), ds.coverage(2021), ds.presence('vk', 2021), ds.evidence('vk', 2021))",
    "types_of(ds.compare(2020, 2021), ds.compare(2020, 2021, by='company'), ds.history('vk'))",
    "types_of(ds.histories(), ds.turnover(), ds.survival(), ds.screen('vk'), ds.screener())",
    "types_of(ds.seizures.published(), ds.seizures.series(), ds.seizures.by('origin'))",
    "types_of(ds.seizures.total(), ds.seizures.growth(), ds.seizures.disagreements())",
    "types_of(ds.economy('CN'), ds.watch_list('CN'), ds.edition_counts('CN'), ds.watch_lists)",
    "types_of(ds.listings.where(), ds.listings.group_by('kind'), ds.listings.count_by('kind'))",
    "types_of(ds.listings.to_dicts(), ds.listings[0], ds.listings[:2], ds.listings.uncertain)",
    "types_of(ds.compare(2020, 2021).added, ds.compare(2020, 2021).to_dict(), ds.markets)",
]

DAYS = ["date(2010, 1, 1)", "date(2016, 12, 21)", "date(2019, 6, 30)", "date(2025, 6, 1)"]

LOOKUP = [
    "all_names(ds)",
    "all_company_names(ds)",
    "each(lambda name: ds.market(name).id, TEXTS)",
    "each(lambda name: ds.company(name).id, [*COMPANIES, 'Alibaba', 'baba', 'JD.com'])",
    *(f"[market.id for market in ds.find({text!r})]" for text in TEXTS),
    *(f"ds.market({name!r})" for name in MARKETS[:4]),
    *(f"ds.company({name!r})" for name in ["BABA", "XNYS:BABA", "GoTo", "tencent"]),
    "ds.find('taobao')",
    *(
        f"[[market, ds.companies_of(market, transitive={through})] for market in ds.markets]"
        for through in (False, True)
    ),
    *(
        f"[[market, ds.companies_of(market, {day}, transitive=True)] for market in ds.markets]"
        for day in DAYS
    ),
    *(
        f"[[company, ds.markets_of(company, transitive={through})] for company in ds.companies]"
        for through in (False, True)
    ),
    *(
        f"[[company, ds.markets_of(company, {day}, transitive=True)] for company in ds.companies]"
        for day in DAYS
    ),
    *(
        f"list(map(str, ds.companies_of({market!r}, {day}, transitive={through})))"
        for market in ("taobao", "tokopedia", "vk", "wechat")
        for day in (None, "date(2025, 6, 1)")
        for through in (False, True)
    ),
    *(
        f"list(map(str, ds.markets_of({company!r}, {day}, transitive={through})))"
        for company in COMPANIES
        for day in (None, "date(2019, 6, 30)")
        for through in (False, True)
    ),
    "derived(*ds.companies_of('tokopedia', on=date(2025, 6, 1)))",
    "derived(*[item.chain for item in ds.markets_of('naspers', transitive=True)])",
    "texts(*ds.companies_of('taobao'))",
    "[ds.company('XNYS:BABA').name, [market.name for market in ds.markets_of('BABA')]]",
    *(f"ds.statements({year})" for year in YEARS),
    *(f"ds.statements(market={market!r})" for market in MARKETS[:8]),
    "ds.statements(2016, 'taobao')",
    "ds.cite()",
    "ds.cite(ds.evidence('taobao', 2012))",
    "ds.cite(*ds.listings.where(edition=2021))",
    "ds.cite(*ds.compare(2020, 2021).first_listed)",
    "ds.cite(ds.seizures.share('CN+HK', fiscal_year=2020), ds.edition(2021), ds.market('vk'))",
    "ds.cite(*ds.companies_of('taobao', transitive=True), *ds.screen('https://vk.com/'))",
    "ds.cite(*ds.statements(2016), ds.watch_lists[0], ds.absences[0], ds.company('GoTo'))",
]

WHERE = """
edition=2021 | edition=[2020, 2021] | edition=(2010,) | edition=[] | edition=None
edition={2012, 2013} | years=(2011, 2013) | years=range(2011, 2014)
years=range(2010, 2026, 5) | years=(1990, 2010)
years=range(0) | kind='online' | kind='physical' | kind=nm.Kind.ONLINE | kind=['online', 'physical']
category='e-commerce' | category=nm.Category.CYBERLOCKER | category=['iptv', nm.Category.FORUM]
category='physical-market', kind='online' | concern='counterfeiting' | concern=['piracy']
concern=nm.Concern.PIRACY, kind='physical' | economy='CN' | economy=['HK', 'TW'] | economy='AD'
market='taobao' | market=['rapidgator', 'libgen'] | market=('vk',), edition=2021 | name='Taobao'
name='TAOBAO.com' | name=['Silk Market', 'la bahia'] | name='nothing' | text='Bahía' | text='market'
text=['beijing', 'são'] | text='são paulo', kind='physical' | domain='taobao.com' | domain='VK.COM'
domain=['1337x.to', 'rutracker.org'] | domain='example.com' | company='alibaba-group'
company='tencent' | company=['goto', 'bytedance'] | company='naspers' | company='vk-company'
company='alibaba-group', edition=2016 | company_ever='alibaba-group' | company_ever='naspers'
company_ever=['goto', 'bytedance'] | company_ever='tencent', company='tencent' | company='sohu'
predicate=lambda x: x.page is not None | predicate=lambda x: len(x.markets) > 1, edition=2016
edition=2021, kind='physical', economy='CN' | years=(2015, 2020), category='torrent-index'
edition=2021, kind=None, economy=None, market=None
concern='piracy', economy='RU', years=(2010, 2025)
predicate=lambda x: x.stated_first | predicate=lambda x: bool(x.note), edition=2020
""".replace("\n", " | ")

FILTERED = [filters.strip() for filters in WHERE.split(" | ") if filters.strip()]

LISTINGS = [
    *(f"brief(ds.listings.where({filters}))" for filters in FILTERED),
    "ds.listings.where(edition=2021)",
    "ds.listings.where(edition=2021).to_dicts()",
    "ds.listings.to_dicts()",
    *(f"ds.listings.count_by({key!r})" for key in KEYS),
    *(f"ds.listings.group_by({key!r})" for key in KEYS),
    *(f"repr(ds.listings.where(edition=2021).group_by({key!r}))" for key in KEYS),
    "ds.listings.count_by(lambda x: x.name[0])",
    "ds.listings.count_by(lambda x: x.page)",
    "list(ds.listings.group_by(lambda x: (x.edition, x.kind)))",
    "ds.listings.where(company='tencent').uncertain",
    "brief(ds.listings.where(company='alibaba-group')[3:9])",
    "brief(ds.listings.where(kind='online', edition=2010) | ds.listings.where(edition=2011))",
    "brief(ds.listings.where(years=(2010, 2012)) & ds.listings.where(kind='physical'))",
    "brief(ds.listings.where(years=(2010, 2012)) - ds.listings.where(kind='physical'))",
    "brief(ds.listings.where(company='tencent') | ds.listings.where(company='goto'))",
    "brief(ds.listings.where(company='tencent') & ds.listings.where(kind='online'))",
    "brief(ds.listings.where(company='tencent').where(edition=2021).where(kind='online'))",
    "[len(ds.listings), ds.listings[0], ds.listings[-1], brief(ds.listings[5:8])]",
    "[ds.listings[0] in ds.listings, 'taobao' in ds.listings, ds.listings.index(ds.listings[3])]",
    "[bool(nm.Listings()), len(nm.Listings(ds.listings[:3])), nm.Listings() == ds.listings[:0]]",
    "texts(ds.listings, ds.listings[:1], ds.listings[:0], ds.listings.where(company='tencent'))",
    "texts(ds.listings.where(edition=2021, kind='online'))",
    "brief(nm.Listings([*ds.listings[:4], *ds.listings[:2]]))",
    "brief(nm.Listings(ds.listings[:4]).where(edition=2010, kind='online'))",
]

PRESENCE = [
    "ds.coverage()",
    "[str(item) for item in ds.coverage()]",
    *(f"ds.coverage({year})" for year in (2010, 2014, 2016, 2019, 2021, 2025)),
    "[[kind, ds.coverage(2021).section(kind)] for kind in ('online', nm.Kind.PHYSICAL)]",
    "[section.missing for item in ds.coverage() for section in item]",
    "presences(ds)",
    "all_evidence(ds)",
    *(f"[str(ds.evidence({name!r}, year)) for year in ds.editions]" for name in MARKETS),
    "[ds.presence('Taobao', 2012), ds.presence('taobao.com', 2016)]",
    "[ds.presence('RuTracker', 2017), repr(ds.presence('RuTracker', 2017))]",
    "ds.evidence('Haraj', 2021)",
    "ds.evidence('taobao', 2012)",
    "texts(ds.coverage(2021), ds.coverage(2021).online, ds.evidence('taobao', 2012))",
]

CHOSEN = ["", "kind='online'", "kind='physical'", "category='torrent-index'", "concern='piracy'"]
CHOSEN += [
    "economy='CN'",
    "company_ever='alibaba-group'",
    "market=['taobao', 'vk']",
    "edition=2021",
]
CHOSEN += ["years=(2015, 2017), kind='online'", "text='bay'", "domain='vk.com'", "edition=[]"]
CHOSEN += ["predicate=lambda x: x.page is not None", "name='Taobao'"]

HISTORY = [
    "ds.histories()",
    "[derived(history) for history in ds.histories().values()]",
    "[[market, str(history)] for market, history in ds.histories().items()]",
    "[repr(history) for history in ds.histories().values()]",
    "[history._repr_html_() for history in ds.histories().values()]",
    *(f"ds.history({name!r})" for name in MARKETS[:3]),
    *(f"texts(ds.history({name!r}))" for name in MARKETS),
    *(f"derived(ds.history({name!r}))" for name in MARKETS),
    "[str(spell) for history in ds.histories().values() for spell in history.spells]",
    "ds.history('Rutracker.org and Rapidgator.org').market",
    *(f"list(ds.histories({filters}))" for filters in CHOSEN),
    *(f"ds.turnover({filters})" for filters in CHOSEN),
    *(f"derived(*ds.turnover({filters}))" for filters in CHOSEN[:3]),
    *(f"ds.survival({filters})" for filters in CHOSEN),
    *(f"texts(ds.survival({filters}))" for filters in CHOSEN[:4]),
    "texts(*ds.turnover(kind='online')[:2])",
    "texts(ds.histories(market='taobao'), ds.history('taobao').presences, ds.history('vk').names)",
]

FILTERS = ["kind='online'", "kind='physical'", "category='e-commerce'", "company='alibaba-group'"]
FILTERS += ["company='tencent'", "company_ever='naspers'", "economy='CN'", "market='taobao'"]
FILTERS += [
    "concern='counterfeiting'",
    "kind=['online']",
    "kind=[]",
    "text='market', kind='physical'",
]
FILTERS += ["predicate=lambda x: x.economy is None", "edition=2020", "name='taobao'"]
COMPARED = [*(f"{before}, {after}" for before, after in PAIRS)]
COMPARED += [f"2020, 2021, {filters}" for filters in FILTERS]
GROUPED = [f"{years}, by={by!r}" for years in COMPARED[:15] for by in ("company", "economy")]
GROUPED += [f"2018, 2019, by='company', {filters}" for filters in FILTERS[:8]]
GROUPED += [f"2018, 2019, by='economy', {filters}" for filters in FILTERS[:8]]
GROUPED += ["2021, 2020, by='company'", "2010, 2020, by='economy'"]
FORMS = ["groups_of", "everything_of"]

COMPARISON = [
    *(f"{form}(ds.compare({compared}))" for compared in COMPARED for form in FORMS),
    *(f"ds.compare({compared}).summary()" for compared in COMPARED),
    *(f"{form}(ds.compare({compared}))" for compared in GROUPED for form in ("repr", "grouped")),
    *(
        f"[ds.compare({pair}).summary(), groups_of(ds.compare({pair}))]"
        for pair in (
            "2021, 2020",
            "2010, 2025",
            "2025, 2010",
            "2021, 2021",
            "2012, 2016",
            "2016, 2011",
        )
    ),
    "[change.to_dict() for change in ds.compare(2020, 2021).added]",
    "[change.mirror() for change in ds.compare(2020, 2021).removed]",
    "derived(ds.compare(2020, 2021), ds.compare(2011, 2012))",
    "derived(*ds.compare(2020, 2021, by='company').groups)",
    "[change.listing == change.after for change in ds.compare(2020, 2021).continued]",
    "brief(ds.compare(2020, 2021).apply(ds.listings.where(edition=2020)))",
    "brief(ds.compare(2020, 2021, kind='online').apply(online_of(ds, 2020)))",
    "ds.compare(2020, 2021, company='tencent').uncertain",
    "nm.compare(2020, 2021) == nm.load().compare(2020, 2021)",
    "nm.compare(2020, 2021, kind='online') == nm.load().compare(2020, 2021, kind='online')",
    "nm.compare(2020, 2021, by='company') == nm.load().compare(2020, 2021, by='company')",
    "texts(*ds.compare(2020, 2021).renamed)",
]

SCREENERS = ["", "editions=2021", "editions=[2012, 2014]", "kind='online'", "kind='physical'"]
SCREENERS += [
    "concern='counterfeiting'",
    "on=date(2019, 1, 1)",
    "on=date(2000, 1, 1)",
    "editions=[]",
]
SCREENERS += ["editions=[2022, 2023, 2024], kind=['online'], concern=['piracy']"]

SCREENING = [
    *(f"found(ds.screen({value!r}))" for value in VALUES),
    *(f"screened(ds, VALUES, {kind!r})" for kind in KINDS),
    *(f"screened(ds, hostile_urls(), {kind!r})" for kind in (None, *KINDS)),
    "[found(ds.screen(url, 'url')) for url in hostile_urls()[:12]]",
    *(f"screened(ds, VALUES[::4], {options})" for options in SCREENERS[1:]),
    "screened(ds, VALUES[::4], ['name', 'physical'])",
    "screened(ds, VALUES[::4], ['online'])",
    "screened(ds, VALUES[::4], nm.Kind.ONLINE)",
    "screened(ds, VALUES[::4], [nm.Kind.PHYSICAL, nm.Kind.ONLINE, 'host'])",
    *(
        f"[found(ds.screen('Tabao', similar={least})) for _ in '1']"
        for least in (0, 70, 90, 95.5, 100)
    ),
    "[found(ds.screen(name, 'name', similar=85)) for name in ('Alibaba Grp', 'Wechatt')]",
    "[[x, found(ds.screen(f'https://sub.{x}/p', 'url'))] for x in ds.screener().domains]",
    "[[x, found(ds.screen(x))] for market in ds.markets.values() for x in [market.name]]",
    "[[x.name, found(ds.screen(x.name, 'name'))] for x in ds.companies.values()]",
    "ds.screen('https://item.taobao.com/item.htm?id=1')",
    "ds.screen('https://vk.com', on=date(2019, 1, 1))",
    "derived(*ds.screen('ALIBABA GROUP HOLDING LTD', kind='name'))",
    "texts(*ds.screen('taobao.com'), *ds.screen('WeChat'))",
    *(f"[repr(ds.screener({options})), ds.screener({options}).domains]" for options in SCREENERS),
    *(f"screened(ds.screener({options}), VALUES)" for options in SCREENERS),
    "[[host, ids(ds.screener().match_host(host))] for host in HOSTS]",
    "[[name, found(ds.screener().match_name(name))] for name in ('Taobao', 'VK', 'Tencent Ltd')]",
    "found(ds.screener().match_name('Tabao', similar=80))",
    "found(ds.screener(editions=[2022, 2023, 2024]).screen('https://vk.com/', 'url'))",
    "len(nm.Screener([]).domains)",
    *(
        f"ds.export_blocklist({name!r})"
        for name in ("domains", "hosts", "adblock", "rpz", "datapackage")
    ),
    *(
        f"nm.export_blocklist({name!r}, '2026.12')"
        for name in ("domains", "hosts", "adblock", "rpz")
    ),
    *(f"nm.export_blocklist({name!r}, release='2026.11')" for name in ("domains", "datapackage")),
    "nm.export_blocklist() == nm.load().export_blocklist()",
    "nm.export_blocklist('rpz', a_folder('2026.11')) == nm.export_blocklist('rpz', '2026.11')",
]

FACTS = [
    "",
    "fiscal_year=2020",
    "fiscal_year=nm.FiscalYear(2013)",
    "measure='msrp'",
    "unit='percent'",
]
FACTS += ["measure=nm.Measure.SEIZURES, breakdown='total'", "item='CN+HK'", "status='disputed'"]
FACTS += ["basis='domestic-value', item='total'", "breakdown='transport'", "status='rounded'"]
FACTS += ["fiscal_year=2020, unit='USD', measure='msrp', breakdown='economy'", "item='footwear'"]
SERIES = ["", "'CN'", "'HK', unit='percent'", "'CN+HK', unit='percent'", "'HK+CN', unit='percent'"]
SERIES += [
    "measure='seizures'",
    "measure='lines'",
    "measure='shipments'",
    "measure='domestic-value'",
]
SERIES += ["source='lines'", "'CN', source='lines'", "'CN+HK', source='lines', unit='percent'"]
SERIES += ["measure='lines', source='lines'", "'IN', measure='lines', source='lines'", "'footwear'"]
SERIES += ["'footwear', unit='percent'", "breakdown='total'", "'CN', breakdown='economy'", "'mail'"]
SERIES += ["'mail', measure='seizures'", "'AD', source='lines'", "'CN', measure='domestic-value'"]
SERIES += [
    "'other', unit='percent'",
    "'other', breakdown='commodity'",
    "'CN', source='lines', breakdown='economy'",
]
SUMS = [
    *[f"{name!r}" for name in TABLE],
    *["'fiscal_year', 'product'", "'origin', 'fiscal_year'", "'conveyance', 'origin'", ""],
    *["'origin', fiscal_year=2020", "'origin', fiscal_year=[2019, 2020], product='Footwear'"],
    *[
        "'product', origin='CN'",
        "'product', origin=('CN', 'HK')",
        "'fiscal_year', origin='Unknown'",
    ],
    *["'fiscal_year', origin='AD'", "'conveyance', product=['Watch', 'Jewelry'], origin='HK'"],
    *["'fiscal_year', 'product', 'conveyance', 'origin'", "'product', conveyance='Mail'"],
    *["'fiscal_year', origin=[]", "'fiscal_year', fiscal_year=range(2019, 2021)"],
]
SHARES = ["CN", "HK", "CN+HK", "HK+CN", "TR", "IN", "US"]

SEIZURES = [
    *(f"ds.seizures.published({facts})" for facts in FACTS),
    *(
        f"each(lambda item: ds.seizures.share(item, fiscal_year={year}, {options}), SHARES)"
        for year in (2013, 2019, 2020, 2023)
        for options in (
            "basis='msrp'",
            "basis='count'",
            "basis=nm.Basis.MSRP, source='lines'",
            "basis='count', source='lines'",
        )
    ),
    "ds.seizures.share('CN+HK', fiscal_year=2020)",
    "ds.seizures.share('CN', fiscal_year=2009, basis='domestic-value')",
    *(f"ds.seizures.shares({item!r}, fiscal_year=2020)" for item in SHARES),
    *(f"trying(ds.seizures.shares, 'CN', fiscal_year={year})" for year in range(2005, 2026)),
    *(f"trying(ds.seizures.series, {arguments})" for arguments in SERIES),
    *(f"trying(ds.seizures.growth, {arguments})" for arguments in SERIES),
    "derived(*ds.seizures.growth(), *ds.seizures.growth('CN', source='lines'))",
    *(f"ds.seizures.by({arguments})" for arguments in SUMS),
    *(f"ds.seizures.by({name!r}).to_dicts()" for name in TABLE),
    *(f"ds.seizures.by({name!r}).dimensions" for name in TABLE[:2]),
    *(f"ds.seizures.by({name!r}).top(3)" for name in TABLE),
    *(f"ds.seizures.by({name!r}).top(5, 'lines').to_dicts()" for name in TABLE),
    "[len(ds.seizures.by('origin').top(number)) for number in (0, 1, 10, 10**6)]",
    "repr(ds.seizures.by('fiscal_year', 'product')[4:9])",
    "repr(ds.seizures.by('origin').top(3))",
    "[ds.seizures.by('origin')[0], ds.seizures.by('origin')[-1], len(ds.seizures.by('origin'))]",
    "ds.seizures.total()",
    "ds.seizures.total(fiscal_year=2020, origin='CN')",
    "ds.seizures.total(origin='AD')",
    "ds.seizures.total(product=['Watch', 'Jewelry'])",
    "ds.seizures.disagreements()",
    "texts(ds.seizures.disagreements()[0], ds.seizures.growth()[0], ds.seizures.total())",
    "[repr(figure) for figure in ds.seizures.series()]",
    "[str(figure) for figure in ds.seizures.shares('CN+HK', fiscal_year=2020)]",
    "[figure.origin for figure in ds.seizures.shares('CN+HK', fiscal_year=2020)]",
    "[f'{int(figure):,} {figure:.2f}' for figure in ds.seizures.series()]",
    "nm.Totals(('origin',), [nm.Total(key=('CN',), lines=1, msrp=2)]).to_dicts()",
    "nm.Seizures([], [], []).total()",
    "repr(nm.Seizures(ds.seizures.statistics, [], []))",
]

ECONOMIES = [
    "[[code, ds.watch_list(code)] for code in ECONOMY_CODES]",
    "[[code, ds.edition_counts(code)] for code in ECONOMY_CODES[::8]]",
    "[[code, [str(x) for x in ds.edition_counts(code).values()]] for code in ECONOMY_CODES]",
    "[economy_in_short(ds.economy(code)) for code in ECONOMY_CODES]",
    "[ds.economy(code).name for code in ('CN', 'HK', 'TW', 'RU', 'US', 'IN', 'BR', 'MX', 'ID')]",
    *(
        f"[[year, count.shown(nm.Kind.ONLINE), count.shown(nm.Kind.PHYSICAL)] "
        f"for year, count in ds.edition_counts({code!r}).items()]"
        for code in ("CN", "RU", "US", "AD")
    ),
    "[count.shown('physical') for count in ds.edition_counts('CN').values()]",
    *(f"texts(ds.economy({code!r}))" for code in ("CN", "HK", "RU", "US", "IN", "AD", "MX")),
    *(f"ds.economy({code!r})" for code in ("HK", "AD")),
    "ds.economy('CN').companies",
    "repr(ds.watch_list('CN'))",
    "ds.edition_counts('CN')[2021].shown('online')",
    "nm.load('2026.11').economy('CN')",
    "repr(ds.edition_counts('CN'))",
]


RELEASES = [
    *(
        f"releases_compared({pair})"
        for pair in ("'2026.11', '2026.12'", "'2026.12', '2026.12.1'", "'2026.12.1', '2026.11'")
    ),
    "repr(nm.compare_releases('2026.12', '2026.12'))",
    "of_old_and_new(nm.load('2026.12'), nm.load('2026.12.1'))",
    "of_old_and_new(nm.load('2026.11'), nm.load('2026.12'))",
]

FRAMES = [
    *(
        f"screened_frame({engine!r})"
        for engine in ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")
    ),
    *(
        f"screened_frame({engine!r}, unreadable=True)"
        for engine in ("polars", "polars lazy", "pandas", "pyarrow")
    ),
    *(
        f"screened_frame({engine!r}, HOSTS, kind='host')"
        for engine in ("polars", "pandas", "pyarrow", "duckdb")
    ),
    *(
        f"screened_frame({engine!r}, screener=ds.screener(editions=[2022, 2023]), column='link')"
        for engine in ("polars", "pandas", "pyarrow", "duckdb")
    ),
    "screened_frame('polars', hostile_urls(), unreadable=True)",
    "screened_frame('pandas', hostile_urls(), unreadable=True)",
    "screened_frame('polars', [])",
    "table_of(nm.frames.screen(frame_of('polars', ['https://taobao.com/']))) ['columns']",
    "[nm.frames.COLUMNS, nm.frames.UNREADABLE]",
    "nm.frames.panel(ds)",
    "[len(nm.frames.panel(ds, kind=kind)) for kind in ('online', nm.Kind.PHYSICAL)]",
    "repr(nm.frames.panel(ds)[:2])",
    *(
        f"framed({records})"
        for records in (
            "ds.listings",
            "ds.markets.values()",
            "ds.editions.values()",
            "ds.sources.values()",
            "ds.absences",
            "ds.companies.values()",
            "ds.ownership",
            "ds.holdings",
            "ds.statements()",
            "[item for company in ds.companies for item in ds.tickers(company)]",
            "ds.seizures.statistics",
            "ds.seizures.lines[:300]",
            "ds.watch_lists",
            "ds.watch_list_years.values()",
            "ds.history('taobao')",
            "ds.history('taobao').spells",
            "ds.turnover()",
            "ds.survival().steps",
            "ds.seizures.by('origin')",
            "ds.compare(2020, 2021, by='company').groups",
            "[section for item in ds.coverage() for section in item]",
            "[ds.evidence('taobao', year) for year in ds.editions]",
            "nm.frames.panel(ds, kind='online')[:200]",
            "ds.release.tables",
            "ds.edition_counts('CN').values()",
        )
    ),
]

PLOTS = [
    *(
        f"picture(nm.plots.{call})"
        for call in (
            "heat_map(ds, market=['taobao', 'vk', 'rarbg'])",
            "heat_map(ds, category='e-commerce', years=(2021, 2025))",
            "heat_map(ds, listings=ds.listings.where(category='iptv'))",
            "changes(ds)",
            "changes(ds, kind='online')",
            "listings_by_economy(ds)",
            "listings_by_economy(ds, kind='physical', top=6)",
            "listings_by_economy(ds, economy=['HK', 'TW'], kind='physical')",
            "spells(ds, market=['taobao', 'rutracker'])",
            "spells(ds, category='torrent-index')",
            "survival(ds, kind='online')",
            "seizures_by_year(ds)",
            "seizures_by_year(ds, measure='lines')",
            "seizures_by_origin(ds)",
            "seizures_by_origin(ds, fiscal_year=[2019, 2020], top=3)",
            "seizures_by_product(ds, fiscal_year=2020, measure='lines', top=5)",
        )
    ),
    "on_given_axes()",
]

STRATEGIES = [
    f"kind_of_example({name!r})"
    for name in (
        *["absences", "companies", "contents", "datasets", "domains", "economies", "editions"],
        *["fiscal_years", "holdings", "ids", "listings", "markets", "origins", "ownership"],
        *["partial_dates", "seizure_lines", "seizure_statistics", "sources", "statements", "texts"],
        *["tickers", "watch_list_entries", "watch_list_years"],
    )
]
STRATEGIES += ["kind_of_example('records_of', nm.Market)"]

COMMANDS = [
    *["'editions'", "'show', '2021'", "'show', '2010', '--kind', 'online'", "'show', '2025'"],
    *[
        "'show', '2018', '--kind', 'physical'",
        "'compare', '2020', '2021'",
        "'compare', '2011', '2012'",
    ],
    *["'compare', '2020', '2021', '--kind', 'online'", "'compare', '2025', '2010'"],
    *[
        "'compare', '2020', '2021', '--by', 'company'",
        "'compare', '2018', '2019', '--by', 'economy'",
    ],
    *["'compare', '2012', '2013', '--by', 'economy', '--kind', 'physical'", "'history', 'taobao'"],
    *["'history', 'RuTracker'", "'history', 'vk.com'", "'find', 'pirate bay'", "'find', 'torrent'"],
    *[
        "'find', 'no such market'",
        "'company', 'BABA'",
        "'company', 'tencent', '--on', '2019-06-30'",
    ],
    *["'company', 'naspers'", "'company', 'GoTo', '--on', '2025-06-01'", "'economy', 'CN'"],
    *["'economy', 'RU'", "'economy', 'HK'", "'seizures'", "'seizures', '--by', 'product'"],
    *["'seizures', '--fiscal-year', '2020', '--by', 'origin', '--top', '5'"],
    *["'seizures', '--by', 'conveyance', '--top', '0'", "'seizures', '--fiscal-year', '2023'"],
]
LIST = "https://item.taobao.com/1\\nhttps://example.com/\\n\\nhttps://vk.com\\nno url\\n"
COMMAND_LINE = [
    *(
        f"cli({command}{'' if form == 'text' else f', {chr(39)}--format{chr(39)}, {form!r}'})"
        for command in COMMANDS
        for form in FORMATS
    ),
    *(
        f"cli({command})"
        for command in (
            *["'screen', 'https://item.taobao.com/item.htm?id=1'", "'screen', 'example.com'"],
            *["'screen', 'Tencent'", "'screen', 'vk.com', '--kind', 'name'", "'screen', ''"],
            *["'screen', 'vk.com', '--edition', '2021', '--edition', '2012'", "'screen', 'WeChat'"],
            *[
                "'screen', 'taobao.com', '--edition', '2012'",
                "'screen', 'a@vk.com', '--kind', 'email'",
            ],
            *[
                "'blocklist'",
                "'blocklist', '--format', 'hosts'",
                "'blocklist', '--format', 'adblock'",
            ],
            *["'blocklist', '--format', 'rpz'", "'blocklist', '--format', 'datapackage'"],
            *["'show', '1999'", "'show', 'x'", "'show'", "'show', '2021', '--format', 'xml'", ""],
            *[
                "'compare', '2020'",
                "'compare', '2020', '1999'",
                "'compare', '2020', '2021', '--by', 'x'",
            ],
            *["'history', 'no such market'", "'history', ''", "'company', 'nobody'", "'find', ''"],
            *["'company', 'BABA', '--on', '2019'", "'company', 'BABA', '--on', '20190630'"],
            *[
                "'economy', 'China'",
                "'economy', 'cn'",
                "'economy', 'XX'",
                "'seizures', '--by', 'x'",
            ],
            *["'seizures', '--fiscal-year', '1999'", "'seizures', '--top', '-1'", "'nothing'"],
            *["'screen', 'x', '--edition', '1999'", "'screen', 'x', '--kind', 'x'"],
            *["'screen', 'nowhere.csv', '-o', 'out.xls'", "'blocklist', '--format', 'x'"],
        )
    ),
    "cli('editions', release='1999')",
    "cli('find', 'torrentz', release='2026.11')",
    "cli('compare', '2020', '2021', release='2026.12')",
    "cli('company', 'BABA', release='2026.11')",
    "cli('editions', release='2026.11')",
    "cli('show', '2021', '--format', 'csv', release='2026.12')",
    "cli('editions', release=None)['code']",
    "helps()",
    *(
        f"helps({command!r})"
        for command in (
            *["editions", "show", "compare", "history", "company", "economy", "seizures"],
            *["screen", "blocklist", "find"],
        )
    ),
    f"screening_a_file('urls.txt', '{LIST}')",
    "screening_a_file('urls.csv', 'n,url\\n1,https://vk.com\\n2,x\\n')",
    "screening_a_file('urls.csv', 'link\\nhttps://vk.com\\n', '--column', 'link')",
    "screening_a_file('urls.csv', 'host\\nvk.com\\n', '--column', 'host', '--kind', 'host')",
    "screening_a_file('urls.txt', 'https://example.com\\n')",
    "screening_a_file('urls.txt', 'https://vk.com\\n', '--edition', '2012')",
    "screening_a_file('urls.csv', 'n\\n1\\n')",
    "screening_a_file('urls.txt', '')",
    "screening_a_file('urls.xls', 'x')",
    "screening_a_file('urls.txt', 'x', '--kind', 'name')",
]

ERRORS = [
    *["ds.edition(1999)", "ds.edition('2021')", "ds.edition(None)", "ds.edition([2021])"],
    *[
        "ds.edition(2030)",
        "ds.market('Taobaoo')",
        "ds.market('')",
        "ds.market(5)",
        "ds.market(None)",
    ],
    *["ds.market('no such market')", "ds.find('')", "ds.find(5)"],
    *[
        "ds.find('  ')",
        "ds.find(None)",
        "ds.company('Alibab')",
        "ds.company('')",
        "ds.company(None)",
    ],
    *[
        "ds.company('MAI')",
        "ds.tickers('nobody')",
        "ds.tickers(5)",
        "ds.cite('taobao')",
        "ds.cite(5)",
    ],
    *[
        "ds.cite(ds.market('vk'), None)",
        "ds.companies_of('nothing')",
        "ds.companies_of('vk', 2019)",
    ],
    *[
        "ds.companies_of('vk', '2019-01-01')",
        "ds.markets_of('nobody')",
        "ds.markets_of('goto', on=5)",
    ],
    *[
        "ds.statements(1999)",
        "ds.statements(market='nothing')",
        "ds.editions[1]",
        "ds.markets['x']",
    ],
    *["ds.markets[[]]", "ds.sources['x']", "ds.companies['alibaba']", "ds.coverage(1999)"],
    *["ds.coverage('2021')", "ds.coverage(2021).section('x')", "ds.edition(2021).stated('x')"],
    *["ds.edition(2021).complete(None)", "ds.edition(2021).basis(5)", "ds.presence('x', 2021)"],
    *["ds.presence('vk', 1999)", "ds.evidence('x', 2021)", "ds.evidence('vk', None)"],
    *[
        "ds.listings.where(editions=2021)",
        "ds.listings.where(edition=1999)",
        "ds.listings.where(x=1)",
    ],
    *["ds.listings.where(edition=True)", "ds.listings.where(edition='2021')"],
    *["ds.listings.where(edition=2021.0)", "ds.listings.where(years=(2013, 2011))"],
    *[
        "ds.listings.where(years=2011)",
        "ds.listings.where(years='2011')",
        "ds.listings.where(kind='x')",
    ],
    *["ds.listings.where(kind=5)", "ds.listings.where(kind={'online': 1})"],
    *["ds.listings.where(category='ecommerce')", "ds.listings.where(concern='x')"],
    *["ds.listings.where(economy='China')", "ds.listings.where(economy='cn')"],
    *["ds.listings.where(economy='CHN')", "ds.listings.where(market='Taobao')"],
    *[
        "ds.listings.where(market=b'taobao')",
        "ds.listings.where(name='')",
        "ds.listings.where(name=5)",
    ],
    *["ds.listings.where(text='')", "ds.listings.where(text=['a', ''])"],
    *["ds.listings.where(domain='https://taobao.com')", "ds.listings.where(domain='')"],
    *["ds.listings.where(company='Alibaba')", "ds.listings.where(company_ever='x')"],
    *[
        "ds.listings.where(predicate=5)",
        "ds.listings.where(market=[[]])",
        "ds.listings.group_by('x')",
    ],
    *[
        "ds.listings.group_by(5)",
        "ds.listings.group_by(lambda x: [])",
        "ds.listings.count_by('name')",
    ],
    *["ds.listings.count_by(lambda x: {})", "nm.Listings([1])", "nm.Listings(5)"],
    *["ds.compare(2020, 1999)", "ds.compare('2020', 2021)", "ds.compare(2020, 2021, by='x')"],
    *["ds.compare(2020, 2021, by=5)", "ds.compare(2020, 2021, kin='online')"],
    *["ds.compare(2020, 2021, kind='x')", "ds.compare(2020, 2021, company='x', by='company')"],
    *["ds.compare(2020, 2021).apply(ds.listings)", "ds.compare(2020, 2021).apply([])"],
    *[
        "ds.history('x')",
        "ds.histories(company='goto')",
        "ds.histories(x=1)",
        "ds.turnover(kind='x')",
    ],
    *["ds.turnover(company='goto')", "ds.survival(company='goto')", "ds.survival(edition=1999)"],
    *["ds.screen(5)", "ds.screen(None)", "ds.screen(b'taobao.com')", "ds.screen('x', 'ip')"],
    *["ds.screen('x', ['url', 'host'])", "ds.screen('x', 5)", "ds.screen('x', editions=1999)"],
    *["ds.screen('x', concern='x')", "ds.screen('x', on=2019)", "ds.screen('x', on='2019-01-01')"],
    *["ds.screen('x', similar=101)", "ds.screen('x', similar=-1)", "ds.screen('x', similar='90')"],
    *["ds.screen('x', similar=True)", "ds.screener(kind='url')", "ds.screener(editions='2021')"],
    *["ds.screener().screen('x', 'online')", "ds.screener().match_host(5)"],
    *["ds.screener().match_name(5)", "ds.screener().match_name('x', similar=200)"],
    *[
        "setattr(ds.screener(), 'domains', ())",
        "ds.export_blocklist('x')",
        "ds.export_blocklist(None)",
    ],
    *["nm.export_blocklist('x', '2026.11')", "nm.export_blocklist(release='1999')"],
    *["ds.seizures.published(year=2020)", "ds.seizures.published(fiscal_year=1999)"],
    *["ds.seizures.published(measure='x')", "ds.seizures.published(item='XX')"],
    *["ds.seizures.published(fiscal_year=True)", "ds.seizures.published(status=None)"],
    *["ds.seizures.share('China', fiscal_year=2020)", "ds.seizures.share(5, fiscal_year=2020)"],
    *["ds.seizures.share('CN', fiscal_year='2020')", "ds.seizures.share('CN', fiscal_year=1999)"],
    *["ds.seizures.share('CN', fiscal_year=2020, basis='x')"],
    *["ds.seizures.share('CN', fiscal_year=2020, source='x')"],
    *["ds.seizures.share('CN', fiscal_year=2020, basis='domestic-value', source='lines')"],
    *["ds.seizures.share('CN', fiscal_year=2005, source='lines')"],
    *["ds.seizures.shares('CN', fiscal_year=1999)", "ds.seizures.shares('', fiscal_year=2020)"],
    *["ds.seizures.series(measure='x')", "ds.seizures.series('CN', unit='count')"],
    *["ds.seizures.series('nothing')", "ds.seizures.series(source='x')"],
    *[
        "ds.seizures.series(measure='units', source='lines')",
        "ds.seizures.series('X', source='lines')",
    ],
    *["ds.seizures.series(unit='percent', source='lines')", "ds.seizures.growth('nothing')"],
    *["ds.seizures.series('other', measure='seizures')", "ds.seizures.series(breakdown='x')"],
    *["ds.seizures.series(source='lines', breakdown='economy')", "ds.seizures.by('year')"],
    *["ds.seizures.by('origin', 'origin')", "ds.seizures.by('origin', origin='China')"],
    *["ds.seizures.by(product='Shoes')", "ds.seizures.by(fiscal_year=1999)", "ds.seizures.by(5)"],
    *["ds.seizures.by(origin={'CN': 1})", "ds.seizures.by(origin=[[]])", "ds.seizures.total(x=1)"],
    *["ds.seizures.by('origin').top(-1)", "ds.seizures.by('origin').top(3, 'x')"],
    "ds.edition_counts('CN')[2021].shown('nonsense')",
    *["ds.seizures.by('origin').top(1.5)", "ds.watch_list('China')", "ds.watch_list('')"],
    *["ds.economy('Russia')", "ds.economy(5)", "ds.economy('cn')", "ds.edition_counts('XX')"],
    *[
        "ds.watch_list_years[1999]",
        "ds.edition_counts('CN')[1999]",
        "nm.load('1999')",
        "nm.load('')",
    ],
    *["nm.load(5)", "nm.load('/no/such/folder')", "nm.load('2026.1')", "nm.verify('1999')"],
    *["nm.compare_releases('2026.11', '1999')", "nm.compare_releases(None, '2026.12')"],
    *["nm.compare(2020, 1999)", "nm.compare(2020, 2021, by='x')", "nm.FiscalYear(1900)"],
    *[
        "nm.FiscalYear('2020')",
        "nm.FiscalYear(True)",
        "nm.FiscalYear(10**9)",
        "nm.frames.panel(ds, 'x')",
    ],
    *["nm.frames.to_frame([])", "nm.frames.to_frame(ds.listings, 'x')", "nm.frames.to_frame([1])"],
    *[
        "nm.frames.to_frame([ds.listings[0], ds.market('vk')])",
        "nm.frames.screen(frame_of('polars'), 'x')",
    ],
    *["nm.frames.screen(frame_of('polars'), kind='x')", "nm.frames.screen(5)"],
    *["nm.frames.screen(frame_of('duckdb'), unreadable=True)"],
    *[
        "nm.frames.screen(nm.frames.screen(frame_of('polars')))",
        "nm.plots.heat_map(ds, market='x')",
    ],
    *["nm.plots.heat_map(ds, edition=[])", "nm.plots.heat_map(5)", "nm.plots.changes(ds, 5)"],
    *["nm.plots.listings_by_economy(ds, top=0)", "nm.plots.seizures_by_year(ds, measure='x')"],
    *["nm.plots.seizures_by_origin(ds, measure='seizures')", "nm.plots.survival(ds, edition=[])"],
    *["nm.plots.spells(ds, listings=5)", "nm.plots.seizures_by_product(ds, fiscal_year=1999)"],
    *["nm.nothing", "setattr(ds.seizures.series()[0], 'unit', 1)", "by_hand(2).market('Shop')"],
    "nm.Market(id='Not An Id', name='X', kind='online', sources=['x'])",
    "nm.Market(id='x', name='X', kind='x', sources=['x'])",
    "nm.Market(id='x', name='X', kind='online', sources=[])",
    "nm.Market(id='x', name=' X', kind='online', sources=['x'])",
    "nm.Market(id='x', name='X', kind='online', sources=['x'], domains=['HTTP://x'])",
    "nm.Source(id='x', url='ftp', title='T', publisher='P', kind='copy')",
    "nm.Source(id='x', url='https://x.example/', title='T', publisher='P', kind='copy', date='x')",
    "nm.Listing(edition=2020, market='x', name='X', category='x', sources=['x'])",
    "nm.Listing(edition='2020', market='x', name='X', category='iptv', sources=['x'])",
    "nm.Listing(edition=2020, market='x', name='X', category='physical-market', sources=['x'])",
    "nm.Listing(edition=2020, market='x', name='X', category='iptv', sources=['x'], page=0)",
    "nm.Listing(edition=2020, market='x', name='X', category='iptv', sources=['x'], economy='C')",
    "nm.Absence(edition=2020, market='x', basis='x', reason='R', sources=['x'])",
    "nm.Company(id='x', name='X', sources=['x'], headquarters='China')",
    "nm.Company(id='x', name='X', sources=['x'], lei='x')",
    "nm.Ownership(market='x', company='x', relation='owns', number=0, sources=['x'])",
    "nm.Ownership(market='x', company='y', relation='x', number=1, sources=['x'])",
    "nm.Holding(subsidiary='x', company='y', relation='owns', number=1, sources=['x'], start='x')",
    "nm.Ticker(company='x', mic='x', symbol='X', sources=['x'])",
    "nm.Origin(name='', sources=['x'])",
    "nm.WatchListEntry(year=2020, economy='X', watch_list='watch-list', sources=['x'])",
    "nm.Release(version='x', created=date(2026, 1, 1))",
    "nm.Release(version='2026.01', created='2026-01-01')",
    "nm.Kind('x')",
    "of_two_breakdowns().series('other', unit='percent')",
    "nm.Index('thing', [])['a']",
]
CONTRADICTIONS = [
    "'editions', '2010,', '2O10,'",
    "'editions', '2011-02-28', '2011-02-30'",
    "'editions', 'year,title', 'title,year'",
    "'editions', 'year,title', 'year,name'",
    "'editions', '2011-12-20,6,', '2011-12-20,0,'",
    "'editions', ',17,true,', ',18,true,'",
    "'editions', ',17,true,', ',16,true,'",
    "'editions', ',17,true,', ',17,yes,'",
    "'markets', '1337x,1337x,online', '1337x,1337x,onlin'",
    "'markets', '1337x,1337x,online', '1337x,1337x,physical'",
    "'markets', '1337x,1337x,online', '1337X,1337x,online'",
    "'markets', '1337x,1337x,online,1337X', '1337x,1337x,online,1337x'",
    "'markets', '1337x,1337x,online', '1337x,1337y,online'",
    "'markets', 'online,1337X,,', 'online,1337X,taobao.com,'",
    "'markets', '1fichier,1fichier,', '1337x,1fichier,'",
    "'markets', 'id,name', 'id,\"name'",
    "'listings', '2010,91-com', '2010,92-com'",
    "'listings', '2010,91-com', '1999,91-com'",
    "'listings', '2010,91-com,,91.com', '2010,91-com,,92.com'",
    "'listings', 'app-store,piracy', 'app-store,pirates'",
    "'listings', 'app-store,piracy,CN', 'app-store,piracy,China'",
    "'listings', ',91.com,,false', ',91.com,99,false'",
    "'listings', ',91.com,,false', ',91 com,,false'",
    "'listings', 'infojustice-org-nd|', 'nobody|'",
    "'listings', '2010,allofmp3-clones,,Allofmp3 clones,', '2010,91-com,,91.com,'",
    "'absences', '2010,greenhills-shopping-center', '2010,taobao'",
    "'absences', 'contents,no longer', 'guessed,no longer'",
    "'sources', 'https://01net.com', 'javascript:01net'",
    "'sources', ',secondary,', ',tertiary,'",
    "'companies', 'acevector,AceVector Group,AceVector Limited,IN', 'acevector,A,A,India'",
    "'tickers', 'alibaba-group,XHKG', 'nobody,XHKG'",
    "'ownership', 'dstorage,operates,1,2009', 'dstorage,runs,1,2009'",
    "'ownership', 'dstorage,operates,1,2009', 'dstorage,operates,0,2009'",
    "'ownership', 'dstorage,operates,1,2009', 'dstorage,operates,1,2009-13'",
    "'ownership', 'aliexpress,alibaba-group,owns', 'nothing,alibaba-group,owns'",
    "'ownership', 'owns,1,,,,', 'owns,1,,,101,'",
    "'holdings', 'jd-com,tencent,minority-stake', 'tencent,tencent,owns'",
    "'statements', 'baidu-music-search|taobao', 'baidu-music-search|nothing'",
    "'seizures', '2003,domestic-value,commodity', '1903,domestic-value,commodity'",
    "'seizures', 'USD,1,domestic-value', 'USD,1,msrp'",
    "'origins', 'Antigua and Barbuda,AG', 'Antigua and Barbuda,XX'",
    "'origins', 'Arab Republic of Egypt,', 'Egypt,'",
    "'seizure_lines', ',21,6082', ',-21,6082'",
    "'seizure_lines', ',21,6082,', ',21,6082,,'",
    "'watch_list_years', '2012,true,true', '2012,true,maybe'",
    "'watch_lists', '2012,AR,', '2030,AR,'",
    "'watch_lists', '2012,BN,watch-list', '2012,AR,watch-list'",
    "'editions', 'year', 'year', '2026.11'",
]
ERRORS_IN_FULL = [
    *(
        f"facts_of(lambda: {call})"
        for call in (
            *["ds.edition(1999)", "ds.market('Taobaoo')", "ds.economy('China')", "ds.find('')"],
            *["by_hand(2).market('Shop')", "ds.listings.where(kind='onlin')", "nm.load('1999')"],
            *["ds.edition('x' * 10**4)", "ds.seizures.by('orgin')", "ds.listings.where(year=2021)"],
            "nm.Market(id='x', name='X', kind='online', sources=[])",
        )
    ),
    "[nm.UnknownValueError('edition', 1999, range(2010, 2026))]",
    "nm.UnknownValueError('economy', 'China', ['CN', 'TW'], 'CN').nearest",
    "[nm.AmbiguousNameError('x', ['a', 'b'])]",
    "vars(nm.AmbiguousNameError('x', ['a', 'b']))",
    "[nm.IntegrityError('listings', [f'problem {number}' for number in range(20)])]",
    "vars(nm.IntegrityError('a', ['b'], [('c', 'd')]))",
    "[nm.InvalidRecordError('Listing', 'page', 0, 'must be at least 1')]",
    "vars(nm.InvalidRecordError('Listing', 'page', 0, 'must be at least 1'))",
    "[nm.MissingDependencyError('ada-url', 'screen', 'to read this URL')]",
    "vars(nm.MissingDependencyError('ada-url', 'screen', 'to read this URL'))",
    "[nm.InvalidArgumentError('no')]",
    *(f"[contradicting({changed})]" for changed in CONTRADICTIONS),
    "damaged('editions.csv', b'2021', b'2O21')",
    "damaged('listings.csv', b'taobao', b'taoba0')",
    "damaged('datapackage.json', b'editions', b'edition')",
    "damaged('seizure_lines.csv', b'Mail', b'Male', '2026.12')",
    "damaged('companies.csv', b'id', b'di', '2026.12.1')",
]

OLD = [
    question.replace("OLD", f"nm.load({version!r})")
    for version in ("2026.11", "2026.12")
    for question in (
        *(f"OLD.{name}" for name in ("editions", "markets", "listings", "absences", "sources")),
        *(f"OLD.{name}" for name in ("companies", "ownership", "holdings", "statements()")),
        *["repr(OLD)", "OLD.coverage()", "presences(OLD)", "all_evidence(OLD)", "all_names(OLD)"],
        *["all_company_names(OLD)", "OLD.company('BABA')", "OLD.tickers('alibaba-group')"],
        *["OLD.companies_of('taobao', transitive=True)", "OLD.markets_of('tencent')"],
        *["[[x, OLD.companies_of(x, date(2019, 6, 30), transitive=True)] for x in OLD.markets]"],
        *["OLD.histories()", "OLD.turnover()", "OLD.survival()", "texts(OLD.history('taobao'))"],
        *(f"groups_of(OLD.compare({before}, {after}))" for before, after in PAIRS),
        *(f"OLD.compare({pair}).to_dict()" for pair in ("2020, 2021", "2011, 2012")),
        *(f"trying(OLD.compare, 2018, 2019, by={by!r})" for by in ("company", "economy")),
        *["screened(OLD, VALUES)", "screened(OLD, hostile_urls(), 'url')", "repr(OLD.screener())"],
        *["OLD.screener().domains", "OLD.screen('https://item.taobao.com/x')"],
        *[
            "brief(OLD.listings.where(edition=2021, kind='online'))",
            "OLD.listings.count_by('economy')",
        ],
        *["brief(OLD.listings.where(company='alibaba-group'))", "OLD.edition_counts('CN')"],
        *["brief(OLD.listings.where(company_ever='alibaba-group'))", "OLD.edition_counts('RU')"],
        *["trying(OLD.histories, company_ever='alibaba-group')", "OLD.market('Silk Market')"],
        *[
            "[market.id for market in OLD.find('market')]",
            "OLD.statements(2016)",
            "OLD.edition(1999)",
        ],
        *["len(nm.frames.panel(OLD))", "picture(nm.plots.changes(OLD))"],
        *["OLD.watch_list('CN')", "OLD.seizures.total()"],
    )
] + [
    question.replace("OLD", "nm.load('2026.12')")
    for question in (
        *["OLD.seizures.statistics", "OLD.seizures.lines", "OLD.seizures.disagreements()"],
        *[
            "OLD.seizures.by('fiscal_year', 'origin')",
            "OLD.seizures.share('CN+HK', fiscal_year=2020)",
        ],
        *[
            "OLD.watch_lists",
            "OLD.watch_list_years",
            "[[x, OLD.watch_list(x)] for x in ECONOMY_CODES]",
        ],
        *["[economy_in_short(OLD.economy(code)) for code in ECONOMY_CODES]", "repr(OLD.seizures)"],
    )
]

PLAIN = [
    "ds.edition(2021).to_dict()",
    "ds.listings[0].to_dict()",
    "ds.company('BABA').to_dict()",
    "ds.evidence('taobao', 2012).to_dict()",
    "ds.history('taobao').to_dict()",
    "ds.survival().to_dict()",
    "ds.seizures.statistics[0].to_dict()",
    "ds.seizures.share('CN+HK', fiscal_year=2020).to_dict()",
    "ds.seizures.share('CN+HK', fiscal_year=2020, source='lines').to_dict()",
    "nm.to_plain(ds.screen('vk.com'))",
    "nm.to_plain(ds.economy('HK'))",
    "nm.to_plain(ds.listings.count_by('economy'))",
    "nm.to_plain(ds.listings.count_by('kind'))",
    "nm.to_plain(ds.seizures.by('fiscal_year'))",
    "nm.to_plain(nm.compare_releases('2026.12', '2026.12.1'))",
    "trying(nm.to_plain, ds)",
]


GROUPS = {
    "records": RECORDS,
    "lookup": LOOKUP,
    "listings": LISTINGS,
    "presence": PRESENCE,
    "history": HISTORY,
    "comparison": COMPARISON,
    "screening": SCREENING,
    "seizures": SEIZURES,
    "economies": ECONOMIES,
    "releases": RELEASES,
    "frames": FRAMES,
    "plots": PLOTS,
    "strategies": STRATEGIES,
    "command_line": COMMAND_LINE,
    "errors": ERRORS,
    "errors_in_full": ERRORS_IN_FULL,
    "old_releases": OLD,
    "plain": PLAIN,
}
"""The questions, by the file that holds their answers."""


def may_raise(question):
    """Whether the exception that a question raises is its answer, and no mistake of the question.

    Those of an old release, which lacks some tables, and those that say so.
    """
    return question in ERRORS or question in OLD or question.startswith("trying(")


def answer(question):
    """What this code answers, or the exception that it raises."""
    try:
        return eval(question, {**globals(), **vars(calls), "ds": nm.load(RELEASE)})
    except nm.NotoriousMarketsError as error:
        return error
    except (AttributeError, TypeError, ValueError) as error:
        if not may_raise(question):
            raise
        return error
