from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "etterlev.ledger"
    label = "ledger"
