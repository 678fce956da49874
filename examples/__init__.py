"""A fictional accounting group that the demo, the tests and the benchmarks share.

Its register, its people and staff, its customer systems, payroll archives and ledgers, and the truth about whose data
is where. Nothing here is about anyone: identity numbers are synthetic (month + 80), organisation numbers, accounts and
e-mail domains are kept for examples.
"""
