from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "etterlev.project"
    label = "project"
