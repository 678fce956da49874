"""What Granian serves: one surface per process, chosen by ETTERLEV_SURFACE."""

import gc
import os
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etterlev.project.settings.serving")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from etterlev.project.configuration import configuration
from etterlev.project.proxies import behind

_here = configuration()
_origin = _here.console_origin if _here.surface == "console" else _here.portal_origin
application = behind(get_wsgi_application(), trusted=_here.proxies, scheme=urlsplit(_origin).scheme)
# Every page's code is loaded now and kept for good: the collector need not look through it again while somebody waits.
assert get_resolver().url_patterns
gc.freeze()
