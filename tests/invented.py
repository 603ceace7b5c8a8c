# SPDX-License-Identifier: MIT
"""A report that never was: test data in the shape of the real ones, none of whose facts is true."""

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

ONLINE = [
    # name, what follows "Nominated as", page
    ("1337x", "1337x.example. Related sites include 1337x-two.example", 3),
    ("AliExpress", "aliexpress.com", 3),
    ("Inventobay", "inventobay.example and inventobay-two.example", 4),
    ("Taobao", "taobao.com", 4),
]
PHYSICAL = [
    # economy as printed, market, locality, page
    ("CHINA", "Silk Market", "Beijing", 5),
    ("CHINA", "Market of Invention", "Nowhere, Example Province", 5),
    ("KYRGYZ REPUBLIC", "Invented Bazaar", "Bishkek", 6),
    ("TURKEY", "Grand Bazaar", "Istanbul", 6),
]


def contents_lines(leader="........"):
    """The contents page, an entry a line."""
    yield "Invented Review of Notorious Markets (test data)"
    yield "Table of Contents"
    yield f"Overview of the Results {leader} 2"
    yield f"Online Markets {leader} 3"
    for name, _, page in ONLINE:
        yield f"{name.upper()} {leader} {page}"
    yield f"Physical Markets {leader} 5"
    for economy, page in {economy: page for economy, _, _, page in PHYSICAL}.items():
        yield f"{economy} {leader} {page}"
    yield f"Public Information {leader} 7"


def report_pages():
    """The pages as lists of lines, each with its number at the foot."""
    yield [*contents_lines(), "1"]
    yield [
        "Overview of the Results",
        "This invented text names 4 online markets and 4 physical markets for the tests of a",
        "program. The Physical Markets of the world are not described here.",
        "2",
    ]
    for number in (3, 4):
        lines = ["Online Markets", "An introduction ends here."] if number == 3 else []
        for name, nominated, page in ONLINE:
            if page == number:
                lines += [
                    name,
                    f"Nominated as {nominated}.",
                    f"Nothing that this sentence says of {name} or of elsewhere.example is true.",
                ]
        yield [*lines, str(number)]
    for number in (5, 6):
        lines = ["Physical Markets", "Another introduction."] if number == 5 else []
        before = None
        for economy, name, locality, page in PHYSICAL:
            if page == number:
                lines += [economy] if economy != before else []
                lines += [f"{name}, {locality}", "Invented stalls sell invented goods."]
                before = economy
        yield [*lines, str(number)]
    yield ["Public Information", "Silk Market, Beijing", "is not a heading here.", "7"]


def as_text(pages):
    """Plain text with form feeds between the pages."""
    return "\f".join("\n".join(lines) for lines in pages)


def write_pdf(path, pages):
    """A PDF of one text line a line."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(width=612, height=792)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 14 TL 40 760 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(path)


def _escaped(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
