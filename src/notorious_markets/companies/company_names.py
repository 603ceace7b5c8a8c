# SPDX-License-Identifier: MIT
"""By which names a company is found."""

from notorious_markets.records.tables import Contents
from notorious_markets.text.finder import NameIndex


def index_companies(contents: Contents) -> NameIndex:
    """Index companies by their names, legal and former names, and tickers."""
    names = {
        company.id: [company.name, *filter(None, [company.legal_name]), *company.aliases]
        for company in contents.companies
    }
    for ticker in contents.tickers:
        names[ticker.company] += [ticker.symbol, str(ticker)]
    return NameIndex("company", names)
