"""The tests' own door, below /_control/: violations, calls, faults, the clock."""

import json

from .messages import ACCOUNT, REGION, Answer, json_answer


def answer(gateway, request):
    what = request.path.removeprefix("/_control/")
    data = json.loads(request.body) if request.body else None
    if what in ("violations", "calls"):
        found = list(getattr(gateway.journal, what))
        if request.method == "DELETE":
            gateway.journal.forget(what)
        return json_answer(found)
    if what == "faults":
        return _faults(gateway, request.method, data)
    if what == "clock" and request.method == "PUT":
        gateway.skew = float(data["skewSeconds"])
        return json_answer(data)
    if what == "expire-sessions" and request.method == "POST":
        gateway.expire_sessions((data or {}).get("which", "tenants"))
        return json_answer({})
    if what == "ready":
        return json_answer({"account": ACCOUNT, "region": REGION})
    if what in gateway.doors:
        return json_answer(gateway.doors[what](request.method, data))
    return Answer(404)


def _faults(gateway, method, data):
    if method == "PUT":
        gateway.faults.set(data)
    elif method == "POST":
        gateway.faults.add(data)
    elif method == "DELETE":
        before = gateway.faults.report()
        gateway.faults.set([])
        return json_answer(before)
    return json_answer(gateway.faults.report())
