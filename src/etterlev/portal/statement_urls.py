"""The statement's addresses."""

from django.urls import URLPattern, path

from etterlev.portal import embedded_views as embedding
from etterlev.portal import finding_views as finding
from etterlev.portal import publication_views as machines
from etterlev.portal import statement_views as views

urlpatterns: list[URLPattern] = [
    path("", views.statement, name="statement"),
    path("personvernerklaering.pdf", views.newest_document, name="newest_document"),
    path("personvernerklaering.md", machines.words, name="words"),
    path("personvernerklaering.jsonld", machines.newest_linked, name="newest_linked"),
    path("versjoner/<int:number>.jsonld", machines.linked, name="linked"),
    path("versjoner/atom.xml", machines.feed, name="feed"),
    path("kontroll/<str:code>/", views.why, name="why"),
    path("setning/<str:key>/", embedding.sentence, name="sentence"),
    path("innebygd/", embedding.embedded, name="embedded"),
    path("versjoner/", views.versions, name="versions"),
    path("versjoner/<int:number>.pdf", views.document, name="document"),
    path("versjoner/<int:number>/", views.version, name="version"),
    path("versjoner/<int:number>/endringer/", views.difference, name="difference"),
    path("avdelinger/", views.departments, name="departments"),
    path("avdelinger/finn/", finding.find_department, name="find_department"),
    path("avdelinger/<slug:slug>/", views.department, name="department"),
]
