"""Every setting, from the environment; docs/operators.md lists the variables."""

from ops_tracker.settings.api import *  # noqa: F403
from ops_tracker.settings.apps import *  # noqa: F403
from ops_tracker.settings.data import *  # noqa: F403
from ops_tracker.settings.environment import *  # noqa: F403
from ops_tracker.settings.jobs import *  # noqa: F403
from ops_tracker.settings.pages import *  # noqa: F403
from ops_tracker.settings.security import *  # noqa: F403
