"""The marking of a file of figures: a total has none of its own, and gives away what it is made of."""

from figures.models import Audience
from operations.sharing import Marking, Reader, strictest


def strictest_readable(reader: Reader) -> str:
    """The strictest marking of any record in the reader's figures; TLP:GREEN where all of them are open.

    It is an upper bound for one question: the audiences in a total are not told apart.
    """
    readable = Audience.objects.visible_to(reader).values_list("marking", flat=True).distinct()
    return strictest([Marking.GREEN, *readable])
