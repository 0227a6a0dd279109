"""Files that are no text, as texts: what their reader reads in them."""

import io

from django.http import HttpResponse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.entry import text_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_of(response: HttpResponse) -> PdfReader:
    return PdfReader(io.BytesIO(response.content))


def pdf_text(found: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in found.pages).split())


def workbook_of(response: HttpResponse) -> dict[str, list[list[object]]]:
    """The rows of each sheet of a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def text_in(response: HttpResponse) -> str:
    """The text of an answer of any type."""
    match response.headers.get("Content-Type", ""):
        case "application/pdf":
            return pdf_text(pdf_of(response))
        case kind if kind == WORKBOOK:
            return repr(workbook_of(response))
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return text_of(response)
