"""What staff may reach."""

from django.urls import include, path

from etterlev.project.views import health, status

urlpatterns = [
    path("healthz", health),
    path("status", status),
    path("", include("etterlev.console.urls")),
]
