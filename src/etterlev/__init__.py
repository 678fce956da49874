"""Etterlev runs a group's privacy statement: every sentence is bound to code that carries it out and to evidence."""

__version__ = "0.1.0"
