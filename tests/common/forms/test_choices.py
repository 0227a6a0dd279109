"""Lists and boxes that are written in one piece offer what the framework's own widgets offer."""

import pytest
from django import forms

from common.forms.listing import Choice, Listing
from common.forms.widgets import Checks, Select
from tests.page import attributes, parsed, words

CODES = ["RED", "R", 'RED" selected data-x="', "<b>", "A&B", "selected", 'value="RED"', "{row}"]
LISTING = Listing(
    "colour",
    [
        ("", [Choice(code, f"{code} <i>", code) for code in CODES[:3]]),
        ('Cold "ones" & value="RED"', [Choice(code, f"{code} {{}}", code) for code in CODES[3:]]),
    ],
)
GROUPS = [(name or None, [(choice.code, choice.label) for choice in group]) for name, group in LISTING.groups]
# Django wants options without a group bare.
CHOICES = [("", "any"), *GROUPS[0][1], (GROUPS[1][0], GROUPS[1][1])]


@pytest.mark.parametrize("chosen", ["", *CODES, "NONE", "red", "RED "])
def test_a_select_is_that_of_the_framework(chosen):
    plain = forms.Select(choices=CHOICES)
    ours = Select()
    ours.listing, ours.blank = LISTING, "any"

    assert offered(ours, chosen) == offered(plain, chosen)


def offered(widget, chosen):
    page = parsed(widget.render("colour", chosen, {"id": "id_colour"}))
    (select,) = page.css("select")
    options = [
        (option.parent.attributes.get("label"), option.attributes["value"], words(option))
        for option in page.css("option")
    ]
    marked = [
        option.attributes["value"] for option in page.css("option[selected]") if option.attributes["value"]
    ]
    return attributes(select), options, marked


@pytest.mark.parametrize("chosen", [[], ["a"], ["a", "b&c"]])
@pytest.mark.parametrize("wrong", [{}, {"aria-invalid": "true"}])
def test_boxes_are_those_of_the_framework_in_a_group_with_a_name(chosen, wrong):
    choices = [("a", "First"), ("b&c", "Second <b>"), ("<div", "Third")]
    plain = forms.CheckboxSelectMultiple(attrs={"class": "checks"}, choices=choices)
    ours = Checks('Some "things"')
    ours.choices = choices

    group, boxes = drawn(ours, chosen, wrong)

    named = {"role": "group", "aria-label": 'Some "things"', "tabindex": "-1"}
    if wrong:
        named |= {"aria-invalid": "true", "aria-describedby": "id_things_error"}
    assert group == {"id": "id_things", "class": "checks", **named}
    assert boxes == drawn(plain, chosen, {})[1]


def drawn(widget, chosen, attrs):
    page = parsed(widget.render("things", chosen, {"id": "id_things", **attrs}))
    boxes = [
        (
            words(label),
            label.attributes["for"],
            *(
                {name: value for name, value in attributes(box).items() if name != "class"}
                for box in label.css("input")
            ),
        )
        for label in page.css(".checks > div > label")
    ]
    return attributes(page.css_first("div")), boxes
