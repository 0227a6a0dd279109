"""Documents that are zip archives inside: checked before anything is unpacked."""

import zipfile

from django.utils.translation import gettext as _

from common.uploads.errors import refused

LARGEST_UNPACKED = 200_000_000
# A document in which one byte stands for more than this many is a bomb.
DENSEST = 200
MOST_MEMBERS = 10_000


def check_packed(archive: zipfile.ZipFile) -> set[str]:
    """The names of the members. Raises Invalid for what is too large unpacked, locked by a password, or has macros."""
    members = archive.infolist()
    unpacked, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or unpacked > DENSEST * max(packed, 10_000):
        raise refused(_("What is packed in the file is too large."))
    if any(each.flag_bits & 1 for each in members):
        raise refused(_("The file has a password. Save it without one."))
    names = {each.filename for each in members}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refused(_("The document has macros. Save it without them."))
    return names
