"""The results statement of an operation: what is in it, for whom, and that it can be read by everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboards.statement.contents import MOST_CLAIMS, MOST_PARTICIPANTS
from tests.documents import pdf_of, pdf_text
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import (
    ClaimFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def fetched(client, operation, **headers):
    return client.get(reverse("operation-statement", args=[operation.code]), **headers)


def statement_of(client, operation, **headers):
    response = fetched(client, operation, **headers)
    assert response.status_code == 200
    return pdf_of(response)


def compact(text):
    return text.replace(" ", "")


def links_of(found):
    annotations = [each.get_object() for page in found.pages for each in page.get("/Annots", [])]
    return [each["/A"]["/URI"] for each in annotations if "/A" in each and "/URI" in each["/A"]]


def queries_of(client, operation):
    # Names are read anew after reference data has changed.
    fetched(client, operation)
    with CaptureQueriesContext(connection) as queries:
        fetched(client, operation)
    return [each["sql"] for each in queries]


@pytest.fixture
def operation():
    operation = OperationFactory(name="Atlas", starts="2009-07")
    source = SourceFactory(publisher="The Publisher")
    SeizureFactory(verified=True, operation=operation, item__quantity="1250.5", item__qualifier="at_least")
    SeizureFactory(verified=True, operation=operation, item__quantity="40", item__unit="U2")
    OutcomeFactory(verified=True, operation=operation, quantity="7")
    ClaimFactory(
        operation=operation, source=source, measure="PEOPLE.ARRESTED", value="9", unit="IE", stage=""
    )
    ParticipationFactory(operation=operation, agency=AgencyFactory(name="Customs of Ruritania"), lead=True)
    return operation


def test_it_has_figures_with_qualifiers_claims_and_participants(client, reader, operation):
    text = pdf_text(statement_of(client, operation))

    for words in (
        "more than 1,250.5 kg", "40 tablets", "Arrested", "source states more", "The Publisher",
        "Customs of Ruritania", "lead", "Only verified results are counted.", operation.code, str(reader), "As of",
    ):  # fmt: skip
        assert words in text
    assert "1,290.5" not in text, "units never add up"


def test_every_figure_leads_to_its_records(client, reader, operation):
    links = [link for link in links_of(statement_of(client, operation)) if "/evidence/" in link]

    for part in ("unit=KGM", "unit=U2", "measure=PEOPLE.ARRESTED"):
        address = next(link for link in links if part in link)
        page = client.get(address.removeprefix("http://testserver"))
        assert page.status_code == 200
        assert page.context["counted"]["facts"], address


def test_assistive_software_reads_it(client, reader, operation):
    found = statement_of(client, operation, HTTP_ACCEPT_LANGUAGE="es")

    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a boolean of the file
    assert root["/StructTreeRoot"]
    assert root["/Lang"].startswith("es")
    assert "Atlas" in found.metadata.title
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_every_font_is_in_the_file(client, reader, operation):
    found = statement_of(client, operation)

    fonts = [font.get_object() for page in found.pages for font in page["/Resources"]["/Font"].values()]
    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert described
    assert all("/FontFile2" in each or "/FontFile3" in each for each in described)


def test_each_page_has_the_strictest_marking_of_what_is_in_it(client, reader, operation):
    SeizureFactory(verified=True, operation=operation, marking="TLP:AMBER", owner=reader.agency)
    for number in range(MOST_PARTICIPANTS):
        ParticipationFactory(operation=operation, agency=AgencyFactory(name=f"Agency {number}"))

    response = fetched(client, operation)
    pages = pdf_of(response).pages

    assert len(pages) > 1
    assert [page.extract_text().count("TLP:AMBER") for page in pages] == [2] * len(pages)
    assert "TLP-AMBER.pdf" in response["Content-Disposition"]


def test_what_the_reader_sees_elsewhere_does_not_mark_it(client, reader, operation):
    SeizureFactory(verified=True, operation=OperationFactory(), marking="TLP:AMBER", owner=reader.agency)

    assert "TLP:AMBER" not in pdf_text(statement_of(client, operation))


def test_what_is_withheld_is_not_in_it_and_is_mentioned(client, reader, operation):
    SeizureFactory(verified=True, operation=operation, marking="TLP:AMBER", item__quantity="777777")

    text = pdf_text(statement_of(client, operation))

    assert "777,777" not in text
    assert "778" not in text
    assert "withheld" in text
    assert "TLP:AMBER" not in text


def test_an_operation_that_the_reader_may_not_see_has_none(client, reader):
    assert fetched(client, OperationFactory(amber=True)).status_code == 404


def test_an_operation_without_results_has_one_that_says_so(client, reader):
    text = pdf_text(statement_of(client, OperationFactory()))

    assert "Nothing that you may see is recorded and verified yet." in text


@pytest.mark.parametrize(
    "name",
    [
        '#panic("no") #read("/etc/passwd") $x^2$ *bold* = _it_ @ref <label> `raw` // comment',
        "] #text(red)[red] [ \\ \" ' { }",
        "#set page(header: none)",
        "- item\n+ item",
    ],
)
def test_texts_of_users_are_set_as_they_are(client, reader, name):
    operation = OperationFactory(name=name, expansion=name)

    found = statement_of(client, operation)

    assert compact(" ".join(name.split())) in compact(pdf_text(found))
    assert pdf_text(found).count("TLP:GREEN") == 2 * len(found.pages)


@pytest.mark.parametrize(
    "name", ["Operation 漢字", "Opération ไทย \ue000 😀", "عملية", "Операция", "a\u200bb"]
)
def test_a_sign_without_a_font_is_a_square_and_no_error(client, reader, name):
    text = pdf_text(statement_of(client, OperationFactory(name=name)))

    assert ("□" in text) == any(sign in name for sign in "漢ไ\ue000")


def test_long_sections_say_how_many_more_there_are_and_where(client, reader, operation):
    source = SourceFactory()
    for number in range(MOST_CLAIMS + 1):
        ClaimFactory(operation=operation, source=source, value=str(number + 1))

    text = pdf_text(statement_of(client, operation))

    assert f"These are the first {MOST_CLAIMS} of {MOST_CLAIMS + 2}." in text
    assert reverse("operation-results", args=[operation.code]) in text


def test_no_query_of_it_depends_on_the_number_of_records(client, reader, operation):
    few = queries_of(client, operation)

    SeizureFactory.create_batch(12, verified=True, operation=operation)
    OutcomeFactory.create_batch(12, verified=True, operation=operation, quantity="1")
    many = queries_of(client, operation)

    assert len(many) == len(few)
    assert [sql for sql in many if 'FROM "seizures_seizure"' in sql] == []


def test_the_page_of_the_operation_leads_to_it(client, reader, operation):
    page = client.get(operation.get_absolute_url()).content.decode()

    assert f'href="{reverse("operation-statement", args=[operation.code])}"' in page
