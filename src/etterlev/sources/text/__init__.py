"""Text out of the files statements come in: plain text, Markdown, HTML, PDF and DOCX. No Django, no database, no
network.

It promises that a file is read whole or refused with one clear sentence (Article 5(1)(d): nothing is concluded from a
text that was not read), that hostile files meet limits on memory, time and output in a process of their own, and that
every block of text knows its line.
"""

from __future__ import annotations

from etterlev.sources.text.document import Block, BlockKind, Document, Link
from etterlev.sources.text.reading import content_of, read, read_content

__all__ = ["Block", "BlockKind", "Document", "Link", "content_of", "read", "read_content"]
