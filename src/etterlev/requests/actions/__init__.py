"""The only writers of cases, one file per step of a case's life."""
