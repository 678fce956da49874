"""The statement for machines: JSON-LD 1.1 in the words of the W3C Data Privacy Vocabulary 2 (DPV).

Everything has an address below the portal's own (`@base`, set when it is served): an activity's is the page of its
sentence. Only terms the vocabulary has are used; what it has no word for is said in Dublin Core.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from etterlev.languages import LANGUAGES
from etterlev.law import vocabulary
from etterlev.law.bases import Right
from etterlev.law.packs import Text
from etterlev.law.retention_rules import retention_rules
from etterlev.notice.rules.texts import phrase
from etterlev.register.document import Activity, ControllerPart, Held, HeldSystem, Purpose, Register, Role, Transfer

CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The vocabulary has these rights; a paragraph of its own kind (15(3), 21(2)) stands under its article.
RIGHTS: Final = tuple(each for each in Right if each.value.count("-") == 0 or each is Right.WITHDRAWAL)
# Articles 45 and 46(2)(b) and (c). The Data Privacy Framework is an adequacy decision.
TRANSFERS: Final[Mapping[Transfer, str]] = {
    Transfer.ADEQUACY: "eu-gdpr:A45-3",
    Transfer.DATA_PRIVACY_FRAMEWORK: "eu-gdpr:A45-3",
    Transfer.BINDING_RULES: "eu-gdpr:A46-2-b",
    Transfer.STANDARD_CLAUSES: "eu-gdpr:A46-2-c",
}
Node = dict[str, Any]


def graph(register: Register, *, number: int, effective_on: date) -> Node:
    """The whole statement as one document, without its `@base`."""
    notice: Node = {
        "@id": f"versjoner/{number}/",
        "@type": "dpv:PrivacyNotice",
        "dct:title": [{"@value": phrase("title", each), "@language": each} for each in LANGUAGES],
        "dct:publisher": [_id(_controller(each.slug)) for each in register.controllers if each.is_group],
        "dct:hasVersion": str(number),
        "dct:valid": {"@value": effective_on.isoformat(), "@type": "xsd:date"},
        "dct:language": list(LANGUAGES),
        "dpv:hasDataController": [_id(_controller(each.slug)) for each in register.controllers],
        "dpv:hasProcess": [_id(_activity(each.activity.code)) for each in register.activities],
        "dpv:hasRight": [_id(f"eu-gdpr:{each}") for each in RIGHTS],
    }
    nodes = [
        _filled(notice),
        *(_controller_node(each) for each in register.controllers),
        *(_system_node(each) for each in register.systems),
        *(_process(each, register) for each in register.activities),
    ]
    return {"@context": dict(CONTEXT), "@graph": nodes}


def based(graph: Mapping[str, Any], base: str) -> Node:
    """The document as it is read: its addresses are below `base`, where the portal is."""
    return {"@context": {"@base": base, **graph["@context"]}, "@graph": graph["@graph"]}


def _id(address: str) -> Node:
    return {"@id": address}


def _ids(addresses: Iterable[str]) -> list[Node]:
    return [_id(each) for each in dict.fromkeys(addresses)]


def _said(text: Text | None) -> list[Node]:
    """A text with its three languages."""
    return [] if text is None else [{"@value": text.said(each), "@language": each} for each in LANGUAGES]


def _controller(slug: str) -> str:
    return f"avdelinger/#{slug}"


def _activity(code: str) -> str:
    return f"setning/behandling-{code}/"


def _system(slug: str) -> str:
    return f"#system-{slug}"


def _controller_node(part: ControllerPart) -> Node:
    contact = part.contact
    ways = [part.email, part.phone, *((contact.name, contact.email, contact.phone) if contact else ())]
    return _filled(
        {
            "@id": _controller(part.slug),
            "@type": "dpv:DataController",
            "dpv:hasName": part.legal_name,
            "dpv:hasIdentifier": part.organisation_number,
            "dpv:hasAddress": part.postal_address,
            "dpv:hasContact": [each for each in ways if each],
            "dpv:hasOrganisationalUnit": [
                {"dpv:hasName": each.name, "dct:spatial": each.place} for each in part.departments
            ],
        }
    )


def _system_node(held: HeldSystem) -> Node:
    system = held.system
    is_processor = system.role == "processor"
    return _filled(
        {
            "@id": _system(system.slug),
            "@type": "dpv:DataProcessor" if is_processor else "dpv:ThirdParty",
            "dpv:hasName": system.supplier,
            "dct:title": system.name,
            "dct:description": _said(system.purpose),
            "dpv:hasCountry": _id(f"loc:{system.country}"),
            "dpv:hasLegalBasis": _ids([TRANSFERS[system.transfer]] if system.transfer else []),
        }
    )


def _process(held: Held, register: Register) -> Node:
    activity = held.activity
    ours = "dpv:hasDataController" if activity.role is Role.CONTROLLER else "dpv:hasDataProcessor"
    roles = {each.system.slug: each.system.role for each in register.systems}
    processors = [_system(slug) for slug in activity.systems if roles.get(slug) == "processor"]
    receivers = [_system(slug) for slug in activity.systems if roles.get(slug) == "controller"]
    node = {
        "@id": _activity(activity.code),
        "@type": "dpv:Process",
        "dct:title": _said(activity.name),
        "dpv:hasPurpose": [_purpose(each) for each in activity.purposes],
        "dpv:hasLegalBasis": _ids(_bases(activity)),
        "dpv:hasDataSubject": _ids(vocabulary.subject_category(each).dpv for each in activity.subjects),
        "dpv:hasPersonalData": _ids(vocabulary.data_category(each).dpv for each in activity.categories),
        "dpv:hasDataSource": [_described(each) for each in activity.sources],
        "dpv:hasRecipient": [*_ids(receivers), *(_described(each.name) for each in activity.recipients)],
        "dpv:hasStorageCondition": [_storage(each) for each in activity.retention],
        "dpv:hasTechnicalOrganisationalMeasure": [_described(each) for each in activity.security],
    }
    node[ours] = _ids(_controller(each) for each in held.controllers)
    node["dpv:hasDataProcessor"] = [*node.get("dpv:hasDataProcessor", []), *_ids(processors)]
    return _filled(node)


def _bases(activity: Activity) -> Iterable[str]:
    yield from (f"eu-gdpr:{each.basis}" for each in activity.purposes)
    yield from (f"eu-gdpr:{each}" for each in activity.special)


def _purpose(purpose: Purpose) -> Node:
    """The purpose in our words, its nearest term, and what it rests on."""
    known = vocabulary.purposes().get(purpose.code)
    return _filled(
        {
            "@type": known.dpv if known else "dpv:Purpose",
            "dct:description": _said(purpose.text),
            "dpv:hasLegalBasis": _filled(
                {"@type": f"eu-gdpr:{purpose.basis}", "dct:description": _said(purpose.interest or purpose.provision)}
            ),
        }
    )


def _storage(code: str) -> Node:
    return _described(retention_rules()[code].what) | {
        "@type": "dpv:StorageCondition",
        "dpv:hasDuration": _filled({"dct:description": _stated(code)}),
    }


def _stated(code: str) -> list[Node]:
    return [{"@value": retention_rules()[code].stated(each), "@language": each} for each in LANGUAGES]


def _described(text: Text) -> Node:
    return {"dct:description": _said(text)}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", [], {}, None)}
