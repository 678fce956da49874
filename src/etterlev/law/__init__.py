"""The law room: what the statutes say, as plain Python and TOML, without a framework, a database or a clock.

It promises that every deadline (Article 12(3), 12(4), 33(1), Regulation 1182/71), every right under every legal
basis (Articles 13 to 22, 7(3) and 77), every retention period, every ground of refusal (Article 12(4)) and every item
of the notice (Articles 13 and 14) is computed from one cited rule in one place, in bokmål, nynorsk and English, and
that a rule no human has checked against the law says so (`status = "unverified"`).
"""
