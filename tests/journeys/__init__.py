"""Journeys through the running processes, in a real browser: what a person would do, and what they would see."""
