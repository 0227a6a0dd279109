"""All settings, from the environment; docs/operators.md lists the variables."""

from ops_tracker.settings.api import *
from ops_tracker.settings.apps import *
from ops_tracker.settings.attachments import *
from ops_tracker.settings.bounds import *
from ops_tracker.settings.data import *
from ops_tracker.settings.environment import *
from ops_tracker.settings.jobs import *
from ops_tracker.settings.mail import *
from ops_tracker.settings.pages import *
from ops_tracker.settings.security import *
