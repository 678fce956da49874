from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "etterlev.letters"
    label = "letters"
