# SPDX-License-Identifier: MIT

"""Answers about files and block lists that were changed on purpose since 0.1.0, by reason."""

REASONS = {
    "a market that has left the list is left out; formats and tools have what they need": [
        "ds.export_blocklist('domains')",
        "ds.export_blocklist('hosts')",
        "ds.export_blocklist('adblock')",
        "ds.export_blocklist('rpz')",
        "nm.export_blocklist('domains', '2026.12')",
        "nm.export_blocklist('hosts', '2026.12')",
        "nm.export_blocklist('adblock', '2026.12')",
        "nm.export_blocklist('rpz', '2026.12')",
        "nm.export_blocklist('domains', release='2026.11')",
        "cli('blocklist')",
        "cli('blocklist', '--format', 'hosts')",
        "cli('blocklist', '--format', 'adblock')",
        "cli('blocklist', '--format', 'rpz')",
        "helps('blocklist')",
        "ds.export_blocklist('x')",
        "ds.export_blocklist(None)",
        "nm.export_blocklist('x', '2026.11')",
    ],
    "a file is copied as it is; the summary says more; what is no file is refused": [
        "cli('screen', 'nowhere.csv', '-o', 'out.xls')",
        "helps('screen')",
        "screening_a_file('urls.txt', '')",
        "screening_a_file('urls.xls', 'x')",
    ],
}
