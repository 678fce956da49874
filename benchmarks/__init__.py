"""Measurements of the promises in numbers: what a reader, a member of staff or an operator waits for."""
