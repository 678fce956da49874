"""The portal's addresses. The words are Norwegian in every language: an address is a name, not a text."""

from django.urls import URLPattern, path

from etterlev.portal import request_views as views
from etterlev.portal import task_views as tasks
from etterlev.portal.forwarding_views import forwarding
from etterlev.portal.statement_urls import urlpatterns as statement

urlpatterns: list[URLPattern] = [
    path("rettigheter/", views.rights, name="rights"),
    path("rettigheter/<slug:slug>/", views.use_right, name="use_right"),
    path("sak/<slug:department>/<str:secret>/", views.case, name="case"),
    path("sak/<slug:department>/<str:secret>/kode/", views.new_code, name="new_code"),
    path("sak/<slug:department>/<str:secret>/svar/", views.answer_question, name="answer_question"),
    path("sak/<slug:department>/<str:secret>/lenke/", views.new_link, name="new_link"),
    path("svar/<slug:department>/<str:secret>/", views.answer, name="answer"),
    path("svar/<slug:department>/<str:secret>/ny/", views.renew_answer, name="renew_answer"),
    path("oversendt/<slug:department>/<str:secret>/", forwarding, name="forwarding"),
    path("oppgave/<slug:department>/<str:secret>/", tasks.task, name="task"),
    path("oppgave/<slug:department>/<str:secret>/apne/", tasks.open_task, name="open_task"),
    path("oppgave/<slug:department>/<str:secret>/svar/", tasks.answer_task, name="answer_task"),
    *statement,
]
