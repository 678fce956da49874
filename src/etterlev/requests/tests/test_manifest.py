"""What an answer says of itself to machines, read by another program; and that nobody can change it unseen."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from rdflib import RDF, Graph, Namespace, URIRef

from etterlev.requests.tests.story import Asked

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
DPV, DCAT = Namespace("https://w3id.org/dpv#"), Namespace("http://www.w3.org/ns/dcat#")
GDPR, SPDX = Namespace("https://w3id.org/dpv/legal/eu/gdpr#"), Namespace("http://spdx.org/rdf/terms#")
BASE = "https://answer.example/"


@pytest.fixture
def files(asked: Asked) -> dict[str, bytes]:
    return asked.fetch(asked.answered())


def test_the_manifest_names_every_file_with_its_checksum_and_the_right_that_was_used(files: dict[str, bytes]) -> None:
    made = Graph().parse(data=files["manifest.jsonld"], format="json-ld", publicID=BASE)
    catalog = URIRef(BASE)
    assert (catalog, RDF.type, DCAT.Catalog) in made
    assert (catalog, DPV.hasRight, GDPR.A15) in made
    said = {
        str(each).removeprefix(BASE): str(made.value(made.value(each, SPDX.checksum), SPDX.checksumValue))
        for each in made.subjects(RDF.type, DCAT.Distribution)
    }
    others = {"manifest.jsonld", "SHA256SUMS", "SIGNED", "SIGNED.sig", "public-key.pem"}
    assert said == {path: sha256(content).hexdigest() for path, content in files.items() if path not in others}


def test_each_table_says_which_kinds_of_data_it_holds(files: dict[str, bytes]) -> None:
    made = Graph().parse(data=files["manifest.jsonld"], format="json-ld", publicID=BASE)
    kinds = {str(term) for term in made.objects(URIRef(f"{BASE}data/kunderegister/kunder"), DPV.hasPersonalData)}
    assert "https://w3id.org/dpv/pd#EmailAddress" in kinds
    assert all(each.startswith("https://w3id.org/dpv") for each in kinds)


def test_the_signature_holds_and_breaks_with_a_single_letter(files: dict[str, bytes]) -> None:
    key = load_pem_public_key(files["public-key.pem"])
    assert isinstance(key, Ed25519PublicKey)
    key.verify(files["SIGNED.sig"], files["SIGNED"])
    assert sha256(files["SHA256SUMS"]).hexdigest() in files["SIGNED"].decode()
    with pytest.raises(InvalidSignature):
        key.verify(files["SIGNED.sig"], files["SIGNED"].replace(b"HV-", b"HW-"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_another_program_checks_the_signature_by_the_words_in_the_documentation(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    for name in ("SIGNED", "SIGNED.sig", "public-key.pem"):
        (tmp_path / name).write_bytes(files[name])
    checked = ("-inkey", "public-key.pem", "-rawin", "-in", "SIGNED", "-sigfile", "SIGNED.sig")
    words = ["openssl", "pkeyutl", "-verify", "-pubin", *checked]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
