"""Why a file cannot be read. Each sentence is for the person who sent it."""

from common.errors import Refused


class CannotRead(Refused):
    """Nothing of the file is taken."""

    code = "cannot_read"
    status = 400
