"""Faults on demand: storms of throttles and 5xx, answers lost, cut or late, keys that expire.

A rule is a JSON object: `service` (signing name), `operation` (a pattern), `tenant` (the session's tag), `skip` (let so many pass),
`times` (then stop; absent: never), `probability` (with `seed`), and what happens: `kind` "throttle" | "server-error" | "denied" |
"expired" | "close" | "truncate" | "slow", or `error` with `status` and `message`; `seconds` for slow; `when` "after" lets the service act
first and then loses its answer.
"""

import random
import re
import threading

from .messages import Refused

# What each service calls a throttle.
THROTTLES = {
    "dynamodb": (400, "ProvisionedThroughputExceededException"), "s3": (503, "SlowDown"), "kms": (400, "ThrottlingException"),
    "sqs": (403, "RequestThrottled"), "states": (400, "ThrottlingException"), "textract": (400, "ProvisionedThroughputExceededException"),
    "comprehend": (400, "TooManyRequestsException"), "bedrock": (429, "ThrottlingException"), "sts": (400, "Throttling"),
    "events": (400, "ThrottlingException"), "aoss": (429, "too_many_requests"), "scheduler": (429, "ThrottlingException"),
}
DENIED = {"s3": "AccessDenied", "sts": "AccessDenied", "aoss": "security_exception"}
EXPIRED = {"s3": (400, "ExpiredToken"), "sts": (403, "ExpiredToken"), "aoss": (403, "ExpiredTokenException"),
           "bedrock": (403, "ExpiredTokenException"), "scheduler": (403, "ExpiredTokenException")}
SERVER_ERRORS = {"s3": (500, "InternalError"), "dynamodb": (500, "InternalServerError"), "kms": (500, "KMSInternalException"),
                 "bedrock": (503, "ServiceUnavailableException"), "sts": (503, "ServiceUnavailable")}


class Rule:
    def __init__(self, described):
        self.described, self.seen, self.struck = described, 0, 0
        self._random = random.Random(described.get("seed", 1))

    def matches(self, service, operation, tenant):
        wanted = self.described
        if wanted.get("service", service) != service or wanted.get("tenant", tenant) != tenant:
            return False
        if not re.fullmatch(wanted.get("operation", ".*"), operation):
            return False
        self.seen += 1
        if self.seen <= wanted.get("skip", 0) or self.struck >= wanted.get("times", self.struck + 1):
            return False
        if self._random.random() >= wanted.get("probability", 1):
            return False
        self.struck += 1
        return True


class Faults:
    """Safe from many threads."""

    def __init__(self):
        self._lock, self._rules = threading.Lock(), []

    def set(self, described):
        with self._lock:
            self._rules = [Rule(one) for one in described]

    def add(self, described):
        with self._lock:
            self._rules += [Rule(one) for one in described]

    def report(self):
        with self._lock:
            return [{**rule.described, "seen": rule.seen, "struck": rule.struck} for rule in self._rules]

    def strike(self, service, operation, tenant):
        """The first rule that wants this call, or nothing."""
        with self._lock:
            return next((rule.described for rule in self._rules if rule.matches(service, operation, tenant)), None)


def as_refusal(fault, service):
    """What the service answers, or nothing if the fault isn't an error of its."""
    if "error" in fault:
        return Refused(fault.get("status", 400), fault["error"], fault.get("message", "By a test's wish."))
    kind = fault["kind"]
    if kind == "throttle":
        status, code = THROTTLES[service]
        return Refused(status, code, "Rate exceeded")
    if kind == "server-error":
        status, code = SERVER_ERRORS.get(service, (500, "InternalServerException"))
        return Refused(status, code, "We encountered an internal error. Please try again.")
    if kind == "denied":
        return Refused(403 if service in DENIED or service in ("bedrock", "scheduler") else 400, DENIED.get(service, "AccessDeniedException"),
                       "User is not authorized to perform this action.")
    if kind == "expired":
        status, code = EXPIRED.get(service, (400, "ExpiredTokenException"))
        return Refused(status, code, "The security token included in the request is expired")
    return None


def befall(fault, answer):
    """An accident on the way back."""
    if fault["kind"] in ("close", "truncate"):
        answer.accident = fault["kind"]
    if fault["kind"] == "slow":
        answer.delay_seconds = fault.get("seconds", 1)
    return answer
