"""SAF-T Financial files as a source: the accounts of a Norwegian company, version 1.10 or 1.30, whole or in parts.

Articles 15 and 20. The format is fixed, so the map is known; files are read through in constant memory, however many
are looked for. A file that breaks off, is hostile or is not what it says has not been searched, whatever was found in
it. What stands only in free text, as a voucher's description, is not looked for.
"""

from __future__ import annotations

from etterlev.sources.saft.source import SaftSource

__all__ = ["SaftSource"]
