"""The statement as a document: bytes that never change for a version, so that nobody fetches the same ones twice."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control


def document(request: HttpRequest, content: bytes, content_type: str, **headers: str) -> HttpResponse:
    """The bytes with a strong ETag of their own (RFC 9110 § 8.8.3), or 304 to whoever has them."""
    etag = f'"{sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    answer = get_conditional_response(request, etag=etag, response=response)
    return response if answer is None else answer
