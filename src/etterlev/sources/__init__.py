"""The outside systems that hold personal data, each spoken to in its own words and heard in one contract.

Articles 15–20 and 30. A source belongs to one controller. It can say what it holds, find everything about a batch of
people, and name every unit it could not search: a request is not complete while one is missing.
"""
