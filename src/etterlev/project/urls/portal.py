"""What the public may reach."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from etterlev.project.views import health, status

urlpatterns = [
    path("healthz", health),
    path("status", status),
    *i18n_patterns(path("", include("etterlev.portal.urls")), prefix_default_language=False),
]
