from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "etterlev.sources"
    label = "sources"
