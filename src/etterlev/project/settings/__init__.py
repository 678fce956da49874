"""Django's settings, computed from `configuration`. `serving` is every real process; `testing` is the suite's."""
