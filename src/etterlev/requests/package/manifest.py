"""What is in an answer, for machines: a catalogue of its files (W3C DCAT) in Data Privacy Vocabulary terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from etterlev.law import vocabulary
from etterlev.register.document import Activity
from etterlev.requests import kinds
from etterlev.requests.package.contents import Column, Contents, Table

CONTEXT: Final[Mapping[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "pd": "https://w3id.org/dpv/pd#",
    "spdx": "http://spdx.org/rdf/terms#",
}
_MEDIA: Final = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
}


def manifest(contents: Contents, tables: Iterable[tuple[str, Table]], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The catalogue, with a data set for each table and every other file beside them. `tables` are stems and tables."""
    several = list(tables)
    taken = {path for stem, _ in several for path in _of_table(stem)}
    card, controller = contents.case.card, contents.controller
    return {
        "@context": dict(CONTEXT),
        "@id": "./",
        "@type": "dcat:Catalog",
        "dct:identifier": card.reference,
        "dct:language": contents.language,
        "dpv:hasRight": [_id(f"eu-gdpr:{card.right}")] if kinds.is_right(card.right) else [],
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dpv:hasName": controller.legal_name,
            "dpv:hasIdentifier": controller.organisation_number,
        },
        "dpv:hasProcess": [_process(each) for each in contents.activities],
        "dcat:dataset": [_dataset(stem, table, files) for stem, table in several],
        "dcat:distribution": [_file(path, files[path]) for path in sorted(files.keys() - taken)],
    }


def _of_table(stem: str) -> tuple[str, ...]:
    return f"data/{stem}.csv", f"data/{stem}.json", f"schema/{stem}.schema.json"


def _dataset(stem: str, table: Table, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "@id": f"data/{stem}",
        "@type": "dcat:Dataset",
        "dct:title": f"{table.source}: {table.unit}",
        "dpv:hasPersonalData": [_id(term) for term in dict.fromkeys(_terms(table.columns))],
        "dcat:distribution": [_file(path, files[path]) for path in _of_table(stem)],
    }


def _terms(columns: Iterable[Column]) -> Iterator[str]:
    known = vocabulary.data_categories()
    return (known[each.category].dpv for each in columns if each.category in known)


def _process(activity: Activity) -> dict[str, Any]:
    """Article 15(1)(a) and the basis, by code."""
    purposes = vocabulary.purposes()
    return {
        "@type": "dpv:Process",
        "dct:identifier": activity.code,
        "dpv:hasPurpose": [_id(purposes[each.code].dpv) for each in activity.purposes if each.code in purposes],
        "dpv:hasLegalBasis": [_id(f"eu-gdpr:{basis}") for basis in sorted({each.basis for each in activity.purposes})],
    }


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "dcat:Distribution",
        "dcat:mediaType": _MEDIA.get(path.rpartition(".")[2], "application/octet-stream"),
        "dcat:byteSize": len(content),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _id("spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": sha256(content).hexdigest(),
        },
    }


def _id(address: str) -> dict[str, str]:
    return {"@id": address}
