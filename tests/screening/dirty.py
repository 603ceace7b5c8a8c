# SPDX-License-Identifier: MIT
"""A column as a compliance team has it: 200,000 values of fifteen forms, with the right answers.

The answers come from how a value is made, not from reading it. Run it to have the file:
``python tests/screening/dirty.py values.csv``.
"""

import csv
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import attrs

import notorious_markets as nm

RELEASE = "2026.12.1"
ROWS = 200_000
LISTED = 0.14
"""The share of values whose host is, or is below, a listed domain."""


@attrs.frozen
class Row:
    """One value.

    Attributes:
        form: Which of the fifteen forms it has.
        value: The value.
        domain: The listed domain that its host is or stands below; `None` if there is none.
    """

    form: str
    value: str
    domain: str | None


def _upper(chance: random.Random, host: str) -> str:
    return "".join(chance.choice((letter, letter.upper())) for letter in host)


def _percent(chance: random.Random, host: str) -> str:
    place = chance.randrange(len(host))
    return f"{host[:place]}%{ord(host[place]):02x}{host[place + 1 :]}"


def _wide(chance: random.Random, host: str) -> str:
    place = chance.randrange(len(host))
    return host[:place] + chr(ord(host[place]) + 0xFEE0) + host[place + 1 :]


FORMS: dict[str, Callable[[random.Random, str], str]] = {
    "url": lambda chance, host: f"https://{host}/item/{chance.randrange(9999)}?q=%20",
    "url in capitals": lambda chance, host: f"HTTPS://{_upper(chance, host)}/",
    "url with user and port": lambda _, host: f"http://user:p%40ss@{host}:8080/x",
    "url with odd slashes": lambda _, host: f"https:\\\\{host}\\x",
    "url with an encoded host": lambda chance, host: f"https://{_percent(chance, host)}/",
    "url with a wide letter": lambda chance, host: f"https://{_wide(chance, host)}/",
    "url within spaces": lambda _, host: f"\t https://{host}/x \r",
    "no scheme": lambda _, host: f"//{host}/x",
    "bare host": lambda _, host: host,
    "host and port": lambda _, host: f"{host}:443",
    "host and path": lambda chance, host: f"{host}/user/{chance.randrange(999)}",
    "e-mail address": lambda chance, host: f"a{chance.randrange(99)}@{host}",
    "mailbox": lambda _, host: f"Sales Team <sales@{host}>",
    "defanged": lambda _, host: f"hxxps://{host.replace('.', '[.]')}/x",
    "quoted": lambda _, host: f'"{host}"',
}


@cache
def dirty_rows(rows: int = ROWS, seed: int = 19) -> tuple[Row, ...]:
    """Make the rows; the same for the same numbers."""
    chance = random.Random(seed)
    domains = nm.load(RELEASE).screener().domains
    made = []
    for _ in range(rows):
        form = chance.choice(tuple(FORMS))
        if chance.random() < LISTED:
            domain = chance.choice(domains)
            host = chance.choice(("", "www.", "m.", "a.b.")) + domain
            listed = domain
        else:  # among them hosts that only look like a listed one
            domain = chance.choice(domains)
            host = chance.choice(
                (f"www.site{chance.randrange(50_000)}.example", f"x{domain}", f"{domain}.example")
            )
            listed = None
        made.append(Row(form, FORMS[form](chance, host), listed))
    return tuple(made)


def main() -> None:
    """Write the values to a CSV file, with columns that a screener must leave as they are."""
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("merchant", "url", "price", "since"))
        for number, row in enumerate(dirty_rows()):
            writer.writerow(
                (f"{number:07d}", row.value, f"{number % 97}.10", "2024-01-02 10:00:00")
            )


if __name__ == "__main__":
    main()
