"""Files of rows as people have them are read, and what cannot be read is refused with a sentence."""

import gzip
import zipfile
from decimal import Decimal

import pytest

from imports.reading.cells import Unreadable
from imports.reading.errors import CannotRead
from imports.reading.options import Options
from imports.reading.reader import open_table
from tests.imports.reading.books import text_cell, workbook


def read(path, **options):
    with open_table(path, Options(**options)) as table:
        return table.about, [row.cells for row in table.rows]


def written(tmp_path, data: bytes, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_out(tmp_path, encoding):
    text = "Ort;Menge\nBogotá;1\nSão Paulo;2\n" * 20

    _about, rows = read(written(tmp_path, text.encode(encoding)))

    assert rows[1] == ["Bogotá", "1"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_letters_without_a_mark_are_text(tmp_path, encoding):
    text = "Дата;Количество;Вещество\n01.02.2019;1 234,5;Героин\n"

    about, rows = read(written(tmp_path, text.encode(encoding)))

    assert (about.encoding, rows[1]) == (encoding, ["01.02.2019", "1 234,5", "Героин"])


def test_cyrillic_that_is_not_unicode_is_found_out(tmp_path):
    text = "Наркотик;Количество;Место\n" + "Героин;1;Санкт-Петербург\nГашиш;2;Ростов-на-Дону\n" * 40

    _about, rows = read(written(tmp_path, text.encode("cp1251")))

    assert rows[0] == ["Наркотик", "Количество", "Место"]


def test_a_file_in_two_encodings_is_refused_with_the_line(tmp_path):
    data = "a;é\n".encode() * 3 + "a;é\n".encode("latin-1")

    with pytest.raises(CannotRead, match="Line 4 is not in UTF-8"):
        read(written(tmp_path, data))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found_out(tmp_path, delimiter):
    text = "\n".join(delimiter.join(["Date", "Bogotá, D.C.", "1,5"]).replace(", ", " ") for _ in range(5))
    text = text.replace("1,5", '"1,5"')

    about, rows = read(written(tmp_path, text.encode()))

    assert about.delimiter == delimiter
    assert rows[0] == ["Date", "Bogotá D.C.", "1,5"]


def test_quotes_hold_lines_and_separators(tmp_path):
    _about, rows = read(written(tmp_path, b'a,b\r\n"x, y","1\n2"\r\n'))

    assert rows == [["a", "b"], ["x, y", "1\n2"]]


def test_one_file_in_an_archive_is_read(tmp_path):
    packed = written(tmp_path, gzip.compress(b"a,b\n1,2\n"), "file.csv.gz")
    zipped = tmp_path / "file.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("file.csv", "a,b\n1,2\n")
        archive.writestr("__MACOSX/._file.csv", "x")

    assert read(packed)[1] == read(zipped)[1] == [["a", "b"], ["1", "2"]]


def test_a_workbook_that_claims_one_cell_is_read_whole(tmp_path):
    rows = "".join(
        f'<row r="{n}">{text_cell(f"A{n}", "Bogotá")}<c r="B{n}"><v>0.1</v></c></row>' for n in range(1, 4)
    )

    _about, found = read(workbook(tmp_path / "file.xlsx", rows, dimension="A1"))

    assert found == [["Bogotá", Decimal("0.1")]] * 3


def test_errors_and_formulas_without_a_value_are_told_by_their_address(tmp_path):
    rows = (
        f'<row r="1">{text_cell("A1", "x")}<c r="B1" t="e"><v>#N/A</v></c><c r="C1"><f>A1*2</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c></row>'
    )

    _about, [cells] = read(workbook(tmp_path / "file.xlsx", rows))

    assert cells == ["x", Unreadable("B1", "#N/A"), Unreadable("C1", "=A1*2"), Decimal(2)]


def test_a_sheet_goes_by_its_name(tmp_path):
    path = workbook(tmp_path / "file.xlsx", f'<row r="1">{text_cell("A1", "x")}</row>', sheet="Data")

    assert read(path, sheet="Data")[1] == [["x"]]
    with pytest.raises(CannotRead, match="no sheet “Other”; there are Data"):
        read(path, sheet="Other")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 and so on", "of the kind PDF"),
        (bytes(range(256)) * 20, "neither text nor a workbook"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\x1f\x8b and no more", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b",".join([b"x"] * 10_000), "more than 1000"),
        (b'a,b\n1,"' + b"x" * 200_000, "begins in line 2 has more than 100000 characters"),
        (b'a,b\n1,2\n3,"4\n5,6\n7,8\n', "quotation mark in line 3 is never closed"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1_500_000) + "EncryptedPackage".encode("utf-16-le"),
            "has a password",
        ),
        (b"Ort;x\n" + "Bogotá;1\n".encode("cp1252") + "Bogotá;1\n".encode(), "Line 2 is not in UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path, data, sentence):
    with pytest.raises(CannotRead, match=sentence):
        read(written(tmp_path, data))


def test_an_archive_of_two_files_is_refused(tmp_path):
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a")
        archive.writestr("b.csv", "b")

    with pytest.raises(CannotRead, match="holds 2 files"):
        read(path)


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path):
    path = workbook(tmp_path / "file.xlsx", " " * 20_000_000)

    with pytest.raises(CannotRead, match="too large"):
        read(path)


def test_an_encoding_that_is_stated_is_taken_and_one_that_there_is_not_is_refused(tmp_path):
    path = written(tmp_path, "Größe\n".encode("cp850"))

    assert read(path, encoding="cp850")[1] == [["Größe"]]
    with pytest.raises(CannotRead, match="no encoding klingon"):
        read(path, encoding="klingon")
    with pytest.raises(CannotRead, match="Line 1 is not in the encoding utf-8"):
        read(path, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Drug,Place\nCocaína,São Luís\n", "latin-1"),
        ("Droge;Ort\nHeroin;Köln\nKokain;Nürnberg – “Süd”\n", "cp1252"),
        ("Наркотик;Место\nГероин;Санкт-Петербург\n", "cp1251"),
    ],
)
def test_a_few_words_are_enough(tmp_path, text, encoding):
    _about, rows = read(written(tmp_path, text.encode(encoding)))

    assert [";".join(row) for row in rows] == text.replace(",", ";").splitlines()
