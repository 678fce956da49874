"""What Granian serves: one surface per process, chosen by ETTERLEV_SURFACE."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etterlev.project.settings.serving")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
