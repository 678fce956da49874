from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "etterlev.people"
    label = "people"
