"""What is drawn opens: a bar its records, a country what is behind it; and a map says what its colours mean."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("samples")

# The point of a chart at which something is drawn, in pixels from the corner of its canvas.
OF_POINT = """(id) => {
    const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] [data-chart-canvas]`));
    const values = chart.getOption().series[0].data;
    const index = values.findIndex((value) => value === Math.max(...values));
    // A single year is a bar that lies; well inside of it.
    const lies = chart.getOption().yAxis[0].type === "category";
    const point = lies ? [values[index] / 2, index] : [index, values[index]];
    return [...chart.convertToPixel({ seriesIndex: 0 }, point), index];
}"""
OF_COUNTRY = """(id) => {
    const chart = echarts.getInstanceByDom(document.querySelector(`[data-map="${id}"] [data-chart-canvas]`));
    // A point well inside of the United States.
    return chart.convertToPixel({ seriesIndex: 0 }, [-100, 40]);
}"""


def spec(page: Page, name: str) -> dict:
    return json.loads(page.locator(f"script#{name}").text_content() or "{}")


def click(page: Page, canvas: str, x: float, y: float) -> None:
    page.locator(canvas).scroll_into_view_if_needed()
    page.locator(canvas).click(position={"x": x, "y": y})


def test_a_point_opens_the_records_of_its_year(open_page):
    page = open_page("analyst")
    page.goto("/?period=all")
    page.wait_for_function(
        "window.echarts && echarts.getInstanceByDom(document.querySelector('[data-chart] [data-chart-canvas]'))"
    )
    page.wait_for_timeout(600)
    drawn = spec(page, "trend")

    x, y, index = page.evaluate(OF_POINT, "trend")
    with page.expect_navigation():
        click(page, "[data-chart=trend] [data-chart-canvas]", x, y)

    assert page.url.endswith(drawn["series"][0]["urls"][index])
    assert parse_qs(urlsplit(page.url).query)["from"][0].startswith(drawn["categories"][index])


def test_a_country_opens_the_records_of_its_results(open_page):
    page = open_page("analyst")
    page.goto("/?period=all")
    page.wait_for_function("window.echarts && echarts.getMap('world')")
    page.wait_for_timeout(600)

    x, y = page.evaluate(OF_COUNTRY, "map")
    with page.expect_navigation():
        click(page, "[data-map=map] [data-chart-canvas]", x, y)

    assert parse_qs(urlsplit(page.url).query)["country"] == ["USA"]
    expect(page.locator("#in-title")).to_be_visible()


def test_a_map_says_what_its_colours_mean(open_page):
    page = open_page("analyst")
    page.goto("/?period=all")
    countries = spec(page, "map")["countries"]
    by_size = sorted(countries, key=lambda country: country["count"])

    expect(page.locator(".map-legend")).to_contain_text(by_size[0]["text"])
    expect(page.locator(".map-legend")).to_contain_text(by_size[-1]["text"])


def test_every_number_beside_a_map_is_a_link(open_page):
    page = open_page("analyst")
    page.goto("/operations/PACIFIC-RIM/participants/")
    page.locator("[data-map=map] summary").click()

    link = page.locator("[data-map=map] table a").first
    address = link.get_attribute("href") or ""
    link.click()

    assert parse_qs(urlsplit(address).query)["operation"] == ["PACIFIC-RIM"]
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_a_chart_and_a_map_are_saved_as_pictures(open_page, kind, begins):
    page = open_page("analyst")
    page.goto("/?period=all")
    page.wait_for_function("window.echarts && echarts.getMap('world')")
    page.wait_for_timeout(600)

    for name in ("[data-chart=trend]", "[data-map=map]"):
        page.locator(f"{name} summary").click()
        with page.expect_download() as saved:
            page.locator(f"{name} [data-chart-{kind}]").click()
        assert saved.value.suggested_filename.endswith(f".{kind}")
        assert saved.value.path().read_bytes().startswith(begins)
