"""The gateway itself: who asks, what for, is it well formed, may they, does a fault strike; then the emulator's answer."""

import datetime
import json
import threading
import time
import traceback
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qsl, quote

from . import control, errors, object_rules, operations, signatures, user_pools
from .faults import Faults, as_refusal, befall
from .isolation import Isolation
from .messages import REGION, Headers, Refused, Request

ROOT_KEY = signatures.Key("AKIABESPOKETESTONLY0", "bespoke/test/secret/that/guards/nothing0")
# A test that prepares or looks: no fault strikes it, and its clock is always right.
OPERATOR_KEY = signatures.Key("AKIABESPOKEOPERATOR0", "bespoke/test/secret/of/the/operator00000")


class Journal:
    """What was asked and what was wrong with it. Safe from many threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self.violations, self.calls = [], []

    def violate(self, request, rule, what, **more):
        with self._lock:
            self.violations.append({"rule": rule, "message": what, "request": f"{request.method} {request.path}"[:200],
                                    "requestId": request.request_id, **more})

    def trouble(self, what):
        """An emulator failed apart from any request: never silently."""
        with self._lock:
            self.violations.append({"rule": "emulator-failed", "message": what})

    def note(self, **call):
        with self._lock:
            self.calls.append(call)

    def forget(self, what):
        with self._lock:
            getattr(self, what).clear()


class Gateway:
    """`backends` maps signing names to functions of (request, signed, called); what isn't among them goes to moto."""

    def __init__(self, moto, dynamodb, backends=None):
        self.journal, self.faults = Journal(), Faults()
        self.keys = {key.access_key: key for key in (ROOT_KEY, OPERATOR_KEY)}
        self.skew = 0.0
        self.backends = {"dynamodb": lambda request, signed, _: dynamodb.ask(request, signed.region, signed.key.access_key), **(backends or {})}
        self._moto = moto
        self.isolation = Isolation(lambda name: describe_table(dynamodb, name))
        self.allowed = []  # functions of (key, called), once a call is known to be allowed
        self.after = []  # functions of (called, answer), once an emulator has answered
        self.doors = {}  # more for the tests: path below /_control/ → function of (method, JSON)

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.skew)

    # --- one request ---

    def answer(self, request):
        if request.path.startswith("/_control/"):
            return control.answer(self, request)
        public = user_pools.keys_of_pool(request, self._moto)
        if public:
            self.journal.note(service="cognito-idp", operation=f"GET {request.path}", status=public.status)
            return public
        started = time.monotonic()
        note = {"service": "", "operation": f"{request.method} {request.path[:60]}"}
        try:
            answer = self._serve(request, note)
        except Refused as refused:
            note["error"] = refused.code
            answer = errors.answer(refused, note["service"] or self._guess(request), request)
        except Exception:  # a bug of the emulator's or of ours: never silently
            self.journal.violate(request, "emulator-failed", traceback.format_exc(limit=-6), service=note["service"])
            answer = errors.answer(Refused(500, "InternalServerError", "The emulator failed."), note["service"], request)
        self.journal.note(**note, status=answer.status, milliseconds=round(1000 * (time.monotonic() - started), 1))
        if "x-amzn-requestid" not in answer.headers:
            answer.headers.set("x-amzn-RequestId", request.request_id)
        return answer

    def _serve(self, request, note):
        if object_rules.is_form(request):
            return self._serve_form(request, note)
        signed = self._verify(request)
        note["service"] = signed.service
        called = self._parse(request, signed)
        return self._perform(request, signed, called, note)

    def _serve_form(self, request, note):
        note["service"] = "s3"
        made, signed, status = object_rules.accept_form(request, self.keys, self.now())
        return object_rules.form_answer(status, self._perform(made, signed, operations.parse("s3", made), note))

    def _perform(self, request, signed, called, note):
        """What is known to be well formed: may they, does a fault strike, what does the emulator say."""
        tenant = signed.key.tags.get("tenantId", "")
        note.update(operation=called.name, tenant=tenant)
        fault = self.faults.strike(signed.service, called.name, tenant) if signed.key is not OPERATOR_KEY else None
        if fault and fault.get("when") != "after":
            refusal = as_refusal(fault, signed.service)
            if refusal:
                raise refusal
        self.isolation.check(signed.key, called)
        for told in self.allowed:
            told(signed.key, called)
        if signed.service == "s3":
            object_rules.check_put(called, request, lambda rule, what: self.journal.violate(request, rule, what))
        answer = self._forward(request, signed, called)
        for told in self.after:
            told(called, answer)
        if fault and fault.get("when") == "after":
            refusal = as_refusal(fault, signed.service)
            if refusal:
                raise refusal
        return befall(fault, answer) if fault and "kind" in fault else answer

    def _forward(self, request, signed, called):
        backend = self.backends.get(signed.service)
        if backend:
            return backend(request, signed, called)
        answer = self._moto.ask(_plain(request) if signed.presigned else request, signed.service, signed.region, signed.key.access_key)
        if signed.service == "sts":
            self._learn_session(request, answer)
        return answer

    def _parse(self, request, signed):
        """The call, by the service's model. Whatever breaks the model is a violation and refused."""
        if signed.service == "aoss":  # its data plane has no model; the stub is strict itself
            return operations.Called("aoss", f"{request.method} {request.path.rpartition('/')[2]}", None, {}, [])
        try:
            called = operations.parse(signed.service, request)
        except operations.Unknown as unknown:
            self.journal.violate(request, "unknown-operation", str(unknown), service=signed.service)
            raise Refused(404 if signed.service in ("bedrock", "scheduler") else 400, "UnknownOperationException", str(unknown)) from None
        if called.issues:
            for issue in called.issues:
                self.journal.violate(request, "model", issue, service=signed.service, operation=called.name)
            code = {"s3": "InvalidRequest", "sts": "ValidationError"}.get(signed.service, "ValidationException")
            raise Refused(400, code, "; ".join(called.issues)[:2000])
        return called

    # --- who asks ---

    @staticmethod
    def _guess(request):
        """Whose error format an unsigned or unreadable request gets."""
        scope = request.headers.get("Authorization", "").partition("Credential=")[2].split("/")
        if len(scope) > 3:
            return scope[3]
        target = request.headers.get("x-amz-target", "").rpartition(".")[0]
        for service in operations.MODELS:
            if target and operations.model_of(service).metadata.get("targetPrefix") == target:
                return service
        return "sts" if b"Action=" in request.body[:200] else "s3"

    def _verify(self, request):
        def violate(rule, what):
            self.journal.violate(request, rule, what)

        if "Authorization" in request.headers:
            now = datetime.datetime.now(datetime.timezone.utc) if OPERATOR_KEY.access_key in request.headers.get("Authorization") else self.now()
            return signatures.verify_header(request, self.keys, now, violate)
        if "X-Amz-Algorithm=" in request.query:
            return signatures.verify_presigned(request, self.keys, self.now(), violate)
        if self._may_be_unsigned(request):
            return signatures.Signed(ROOT_KEY, "sts" if b"Action=" in request.body else "cognito-idp", REGION, set())
        raise Refused(403, "AccessDenied" if self._guess(request) == "s3" else "MissingAuthenticationTokenException", "Missing Authentication Token")

    @staticmethod
    def _may_be_unsigned(request):
        target = request.headers.get("x-amz-target", "")
        return target.startswith("AWSCognitoIdentityProviderService.") or b"Action=AssumeRoleWithWebIdentity" in request.body

    def _learn_session(self, request, answer):
        """The keys that STS hands out sign later requests; the session's tags are what policies look at."""
        if answer.status != 200 or b"<Credentials>" not in answer.body:
            return
        asked = dict(parse_qsl(request.body.decode()))
        tags = {asked[name]: asked.get(name[:-3] + "Value", "") for name in asked if name.startswith("Tags.member.") and name.endswith(".Key")}
        found = {element.tag.rpartition("}")[2]: element.text for element in ElementTree.fromstring(answer.body).iter()}
        expires = datetime.datetime.fromisoformat(found["Expiration"].replace("Z", "+00:00")).timestamp()
        key = signatures.Key(found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"], tags, expires, asked.get("RoleArn", ""))
        self.keys[key.access_key] = key

    def stored_object(self, bucket, key, version=None):
        """An object's bytes for services that read it themselves, or nothing."""
        request = Request("GET", f"/{bucket}/{quote(key, safe='/-_.~')}", f"versionId={quote(version)}" if version else "", Headers(), b"")
        answer = self._moto.ask(request, "s3", REGION, ROOT_KEY.access_key)
        return answer.body if answer.status == 200 else None

    def expire_sessions(self, which="tenants"):
        """The sessions handed out so far end now, as if the hour were over: the tenants', or "all"."""
        for key in list(self.keys.values()):
            if key.role and (which == "all" or key.tags):
                key.expires = 0.0


def _plain(request):
    """A presigned request without what signed it, for a backend that checks nothing."""
    query = "&".join(pair for pair in request.query.split("&") if not pair.startswith("X-Amz-"))
    return Request(request.method, request.path, query, request.headers, request.body, request.request_id)


def describe_table(dynamodb, name):
    request = Request("POST", "/", "", Headers([("Content-Type", "application/x-amz-json-1.0"), ("X-Amz-Target", "DynamoDB_20120810.DescribeTable")]),
                      json.dumps({"TableName": name}).encode())
    answer = dynamodb.ask(request, REGION, ROOT_KEY.access_key)
    if answer.status != 200:
        raise Refused(400, "ResourceNotFoundException", "Cannot do operations on a non-existent table")
    return json.loads(answer.body)["Table"]
