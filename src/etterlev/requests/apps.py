from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "etterlev.requests"
    label = "requests"
