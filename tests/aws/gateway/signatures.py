"""Checks Signature Version 4 with botocore's signer: headers, presigned queries and S3's POST policies."""

import dataclasses
import datetime
import hashlib
import hmac
import re
from urllib.parse import quote, unquote

from botocore.auth import SIGNED_HEADERS_BLACKLIST, S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

from .messages import Refused

MAX_SKEW = datetime.timedelta(minutes=5)
NEVER_SIGNED = {name.lower() for name in SIGNED_HEADERS_BLACKLIST}
CONTENT_HASH_REQUIRED = {"s3", "aoss"}


@dataclasses.dataclass
class Key:
    """A pair of keys that the gateway knows, and what a session of STS carries."""

    access_key: str
    secret: str
    token: str = ""
    tags: dict = dataclasses.field(default_factory=dict)
    expires: float | None = None
    role: str = ""


@dataclasses.dataclass
class Signed:
    """What a signature says: who, for which service and region, and which headers it covers."""

    key: Key
    service: str
    region: str
    headers: set
    presigned: bool = False


def _signer(service, key, region):
    """botocore's for the service; S3's leaves the path as it is."""
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    return kind(Credentials(key.access_key, key.secret, key.token or None), service, region)


def _refused(service, code, message):
    """Each protocol has its own names for the same refusals."""
    names = {
        "UnknownKey": ("InvalidAccessKeyId", "UnrecognizedClientException"), "Mismatch": ("SignatureDoesNotMatch", "InvalidSignatureException"),
        "Skewed": ("RequestTimeTooSkewed", "InvalidSignatureException"), "Expired": ("ExpiredToken", "ExpiredTokenException"),
        "Token": ("InvalidToken", "UnrecognizedClientException"), "Missing": ("AccessDenied", "MissingAuthenticationTokenException"),
    }
    classic = service in ("s3", "sts")
    status = 400 if code in ("Expired", "Token") and service == "s3" else 403
    if service in ("dynamodb", "kms", "sqs", "states", "events", "textract", "comprehend"):
        status = 400
    name = names[code][0 if classic else 1]
    if service == "sts":
        name = {"InvalidAccessKeyId": "InvalidClientTokenId", "RequestTimeTooSkewed": "SignatureDoesNotMatch"}.get(name, name)
    return Refused(status, name, message)


def _canonical(value):
    return quote(unquote(value), safe="-_.~")


def _wire_form(request, violate):
    """A verifier at AWS decodes and encodes again; what isn't canonical on the wire then differs from what was signed here."""
    for pair in filter(None, request.query.split("&")):
        name, _, value = pair.partition("=")
        if name != _canonical(name) or value != _canonical(value):
            violate("query-encoding", f"the query is not percent-encoded as it is signed: {pair[:80]}")
    if request.path != quote(unquote(request.path, errors="surrogateescape"), safe="/-_.~", errors="surrogateescape"):
        violate("path-encoding", f"the path is not percent-encoded as it is signed: {request.path[:200]}")


def _aws_request(request, names, query):
    host = request.headers.get("Host", "")
    headers = HTTPHeaders()
    for name, value in request.headers:
        if name.lower() in names:
            headers.add_header(name, value)
    url = f"http://{host}{request.path}" + (f"?{query}" if query else "")
    made = AWSRequest(method=request.method, url=url, data=request.body, headers=headers)
    return made


def _signature(signer, made, timestamp, names):
    made.context["timestamp"] = timestamp
    missing = names - {name.lower() for name in made.headers.keys()}
    if missing:
        return ""
    return signer.signature(signer.string_to_sign(made, signer.canonical_request(made)), made)


def _time(text):
    try:
        return datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        return None


def known_key(keys, service, access_key, token, now):
    key = keys.get(access_key)
    if key is None:
        raise _refused(service, "UnknownKey", "The security token included in the request is invalid.")
    if key.expires is not None and now.timestamp() >= key.expires:
        raise _refused(service, "Expired", "The security token included in the request is expired")
    if not hmac.compare_digest(key.token, token or ""):
        raise _refused(service, "Token", "The security token included in the request is invalid.")
    return key


def _header_hygiene(request, service, names, violate):
    for name, value in request.headers:
        lower = name.lower()
        if lower in NEVER_SIGNED and lower in names:
            violate("signed-hop-header", f"{lower} must never be signed")
        if (lower.startswith("x-amz-") or lower in ("host", "content-type", "content-md5")) and lower not in names and lower not in NEVER_SIGNED:
            violate("unsigned-header", f"{lower} must be signed")
    if service == "aoss" and names & {"content-length", "accept-encoding"}:
        violate("aoss-signed-header", "OpenSearch Serverless strips content-length and accept-encoding")
    if "Expect" in request.headers and "Boto3" not in request.headers.get("User-Agent", ""):
        violate("expect-header", "Expect: 100-continue costs a round trip and is dropped by proxies")


def _content_hash(request, service, violate):
    sent = request.headers.get("x-amz-content-sha256")
    if sent is None:
        if service == "aoss":
            raise Refused(403, "Forbidden", "", headers=[("X-Aoss-Response-Hint", "X01:gw-helper-deny")])
        if service in CONTENT_HASH_REQUIRED:
            raise Refused(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
        return
    if sent == "UNSIGNED-PAYLOAD":
        return
    if sent != hashlib.sha256(request.body).hexdigest():
        raise Refused(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")


AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/, ]+)/(\d{8})/([^/, ]+)/([^/, ]+)/aws4_request, ?"
                           r"SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})")


def verify_header(request, keys, now, violate):
    """Who sent it. Raises Refused as the service would."""
    match = AUTHORIZATION.fullmatch(request.headers.get("Authorization", ""))
    if match is None:
        raise _refused("", "Missing", "Missing Authentication Token")
    access_key, day, region, service, names, signature = match.groups()
    names = set(names.split(";"))
    key = known_key(keys, service, access_key, request.headers.get("x-amz-security-token"), now)
    stamp = request.headers.get("x-amz-date", "")
    at = _time(stamp)
    if at is None or stamp[:8] != day:
        raise _refused(service, "Mismatch", "Date in Credential scope does not match X-Amz-Date")
    if abs(now - at) > MAX_SKEW:
        raise _refused(service, "Skewed", f"Signature expired: {stamp} is now earlier or later than {now:%Y%m%dT%H%M%SZ} by more than 5 min.")
    _wire_form(request, violate)
    _header_hygiene(request, service, names, violate)
    _content_hash(request, service, violate)
    wanted = _signature(_signer(service, key, region), _aws_request(request, names, request.query), stamp, names)
    if not hmac.compare_digest(wanted, signature):
        raise _refused(service, "Mismatch", "The request signature we calculated does not match the signature you provided.")
    return Signed(key, service, region, names)


def verify_presigned(request, keys, now, violate):
    """A URL whose holder may make this one request."""
    pairs = dict(request.query_pairs())
    try:
        access_key, day, region, service, _ = pairs["X-Amz-Credential"].split("/")
        stamp, seconds, names, signature = (pairs[name] for name in ("X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"))
    except (KeyError, ValueError):
        raise Refused(403, "AccessDenied", "Query-string authentication version 4 requires all of its parameters.") from None
    names = set(names.split(";"))
    at = _time(stamp)
    if at is None or stamp[:8] != day or not seconds.isdigit() or not 1 <= int(seconds) <= 604800:
        raise Refused(400, "AuthorizationQueryParametersError", "X-Amz-Date and X-Amz-Expires do not fit.")
    key = known_key(keys, service, access_key, pairs.get("X-Amz-Security-Token"), now)
    if now > at + datetime.timedelta(seconds=int(seconds)):
        raise Refused(403, "AccessDenied", "Request has expired")
    if now < at - MAX_SKEW:
        raise Refused(403, "AccessDenied", "Request is not valid yet")
    for name, _ in request.headers:
        if name.lower().startswith("x-amz-") and name.lower() not in names:
            raise Refused(403, "AccessDenied", "There were headers present in the request which were not signed")
    query = "&".join(pair for pair in request.query.split("&") if not pair.startswith("X-Amz-Signature="))
    _wire_form(request, violate)
    made = _aws_request(request, names, query)
    # The hash of the payload is this text, whatever is sent.
    made.headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD"
    signer = _signer(service, key, region)
    signer.headers_to_sign = lambda one: _only(one.headers, names)
    if not hmac.compare_digest(_signature(signer, made, stamp, names), signature):
        raise _refused(service, "Mismatch", "The request signature we calculated does not match the signature you provided.")
    return Signed(key, service, region, names, presigned=True)


def _only(headers, names):
    kept = HTTPHeaders()
    for name, value in headers.items():
        if name.lower() in names:
            kept.add_header(name.lower(), value)
    return kept


def text_signature(key, day, region, service, text):
    """HMAC of a text under the day's key, for POST policies."""
    made = AWSRequest()
    made.context["timestamp"] = day + "T000000Z"
    return S3SigV4Auth(Credentials(key.access_key, key.secret), service, region).signature(text, made)
