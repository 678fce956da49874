"""Requests: somebody uses a right, and gets an answer in time.

Articles 12, 15–22 and 77. A case is received, identified, located in every source, reviewed, approved and delivered, or
refused with ground, complaint and court. Its clock runs from receipt; what was not searched is named in the answer.
"""
