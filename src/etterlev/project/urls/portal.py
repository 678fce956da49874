"""What the public may reach."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from etterlev.portal.embedded_views import element, height
from etterlev.portal.publication_views import gpc, security_txt
from etterlev.project.views import health, status

urlpatterns = [
    path("healthz", health),
    path("status", status),
    path(".well-known/security.txt", security_txt),
    path(".well-known/gpc.json", gpc),
    path("innebygd.js", element, name="element"),
    path("innebygd-hoyde.js", height),
    *i18n_patterns(path("", include("etterlev.portal.urls")), prefix_default_language=False),
]
