"""OpenSearch Serverless' data plane for a collection of type VECTORSEARCH: what it allows, exact nearest neighbours, nothing else.

The door PUT /_control/aoss takes {"lagSearches": n} (writes are seen n searches later), {"lagSeconds": s}, {"failItems": n} (so many items
of bulk requests are answered 429).
"""

import itertools
import json
import threading
import time
from urllib.parse import unquote

from ..messages import Answer, Refused, json_answer
from .opensearch_query import BadQuery, Evaluator, tenants_in

SETTINGS = {"index"}
FIELD_TYPES = {"keyword", "text", "knn_vector", "long", "integer", "boolean", "date"}
SHARDS = {"total": 0, "successful": 0, "skipped": 0, "failed": 0}


def refuse(status, kind, reason, **more):
    raise Refused(status, kind, reason, {"root_cause": [{"type": kind, "reason": reason}], **more})


class _Index:
    def __init__(self, properties, dynamic):
        self.properties, self.dynamic = properties, dynamic
        self.documents = {}  # id → (source, visible from this search on, visible from this time on)
        self.removed = {}
        self.searches = 0

    def visible(self):
        now = time.monotonic()
        for key, (at_search, at_time) in list(self.removed.items()):
            if self.searches >= at_search and now >= at_time:
                self.documents.pop(key, None)
                del self.removed[key]
        return {key: source for key, (source, at_search, at_time) in self.documents.items() if self.searches >= at_search and now >= at_time}


class OpenSearch:
    def __init__(self, violate):
        self._violate, self._lock, self._indexes, self._numbers = violate, threading.Lock(), {}, itertools.count(1)
        self._lag_searches, self._lag_seconds, self._fail_items = 0, 0.0, 0

    def door(self, method, data):
        with self._lock:
            if method == "DELETE":
                data = {"lagSearches": 0, "lagSeconds": 0, "failItems": 0}
            data = data or {}
            self._lag_searches = data.get("lagSearches", self._lag_searches)
            self._lag_seconds = data.get("lagSeconds", self._lag_seconds)
            self._fail_items = data.get("failItems", self._fail_items)
            return {"indexes": {name: len(index.documents) for name, index in self._indexes.items()}}

    def answer(self, request, signed, _):
        parts = [unquote(part) for part in request.path.strip("/").split("/")]
        if request.query:
            self._violate(request, "aoss-query", f"no query parameter is needed and some are refused: {request.query[:60]}")
            refuse(400, "illegal_argument_exception", "request contains unrecognized or unsupported parameters")
        if request.body and request.headers.get("Content-Type") not in ("application/json", "application/x-ndjson"):
            refuse(406, "content_type_header_exception", "Content-Type header is not supported")
        with self._lock:
            return self._route(request, signed, parts)

    def _route(self, request, signed, parts):
        name, rest, method = parts[0], tuple(parts[1:]), request.method
        if name == "_bulk" and method == "POST":
            return self._bulk(request, signed, None)
        if name.startswith("_") or not name or name != name.lower():
            return self._not_allowed(request)
        if rest == () and method in ("PUT", "HEAD", "DELETE", "GET"):
            return {"PUT": self._create, "HEAD": self._head, "DELETE": self._delete, "GET": self._show}[method](request, name)
        if rest == ("_mapping",) and method == "GET":
            return self._show(request, name)
        if rest == ("_bulk",) and method == "POST":
            return self._bulk(request, signed, name)
        if rest == ("_search",) and method == "POST":
            return self._search(request, signed, name)
        if rest == ("_doc",) and method == "POST":
            return self._put_one(request, signed, name)
        if len(rest) == 2 and rest[0] == "_doc" and method == "DELETE":
            item = self._remove(name, rest[1])
            return json_answer(item, item["status"])
        return self._not_allowed(request)

    def _not_allowed(self, request):
        """Custom ids, updates, delete by query, cluster calls: 404, as the service has them not."""
        self._violate(request, "aoss-operation", "OpenSearch Serverless doesn't have this operation for vector collections")
        return Answer(404)

    # --- indexes ---

    def _create(self, request, name):
        if name in self._indexes:
            refuse(400, "resource_already_exists_exception", f"index [{name}] already exists", index=name)
        body = _object(request.body)
        if set(body) - {"settings", "mappings"}:
            refuse(400, "parse_exception", f"unknown key {sorted(set(body))} for create index")
        mappings = body.get("mappings", {})
        properties = mappings.get("properties", {})
        for field, described in properties.items():
            self._check_field(field, described, body.get("settings", {}))
        self._indexes[name] = _Index(properties, mappings.get("dynamic", True))
        return json_answer({"acknowledged": True, "shards_acknowledged": True, "index": name})

    @staticmethod
    def _check_field(field, described, settings):
        if described.get("type") not in FIELD_TYPES:
            refuse(400, "mapper_parsing_exception", f"No handler for type [{described.get('type')}] declared on field [{field}]")
        if described["type"] != "knn_vector":
            return
        knn = settings.get("index", {}).get("knn", settings.get("index.knn"))
        if knn not in (True, "true"):
            refuse(400, "mapper_parsing_exception", f"Cannot set modelId or method parameters when index.knn setting is false: [{field}]")
        method = described.get("method", {})
        if not 1 <= described.get("dimension", 0) <= 16_000:
            refuse(400, "mapper_parsing_exception", f"Dimension value must be in the range 1..16000 for vector: {field}")
        if method and (method.get("name") != "hnsw" or method.get("engine") not in ("faiss", "nmslib")):
            refuse(400, "mapper_parsing_exception", "OpenSearch Serverless supports hnsw by faiss (or nmslib) only")

    def _of(self, name):
        if name not in self._indexes:
            refuse(404, "index_not_found_exception", f"no such index [{name}]", index=name)
        return self._indexes[name]

    def _head(self, _, name):
        return Answer(200 if name in self._indexes else 404)

    def _delete(self, _, name):
        self._of(name)
        del self._indexes[name]
        return json_answer({"acknowledged": True})

    def _show(self, _, name):
        index = self._of(name)
        return json_answer({name: {"aliases": {}, "mappings": {"dynamic": str(index.dynamic), "properties": index.properties}, "settings": {"index": {}}}})

    # --- documents ---

    def _broken(self, index, source):
        for field, value in source.items():
            described = index.properties.get(field)
            if described is None:
                if index.dynamic in ("strict",):
                    return "strict_dynamic_mapping_exception", f"mapping set to strict, dynamic introduction of [{field}] within [_doc] is not allowed"
                continue
            if described["type"] == "knn_vector":
                good = isinstance(value, list) and len(value) == described["dimension"] and all(isinstance(one, (int, float)) for one in value)
            elif described["type"] in ("long", "integer"):
                good = isinstance(value, int)
            else:
                good = isinstance(value, (str, bool, list))
            if not good:
                return "mapper_parsing_exception", f"failed to parse field [{field}] of type [{described['type']}]"
        return None

    def _add(self, request, signed, name, source):
        index = self._indexes.get(name)
        if index is None:
            return {"_index": name, "status": 404, "error": {"type": "index_not_found_exception", "reason": f"no such index [{name}]"}}
        if self._fail_items > 0:
            self._fail_items -= 1
            return {"_index": name, "status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "rejected execution"}}
        broken = self._broken(index, source)
        if broken:
            return {"_index": name, "status": 400, "error": {"type": broken[0], "reason": broken[1]}}
        if "tenantId" in index.properties and signed.key.role and source.get("tenantId") != signed.key.tags.get("tenantId"):
            self._violate(request, "aoss-tenant", "a document is written for another tenant than the session's")
        # Made by the server, with the characters that are trouble in paths.
        key = f"1%3A0%3A{next(self._numbers):020x}"
        index.documents[key] = source, index.searches + self._lag_searches, time.monotonic() + self._lag_seconds
        return {"_index": name, "_id": key, "_version": 1, "result": "created", "_shards": SHARDS, "_seq_no": 0, "_primary_term": 0, "status": 201}

    def _remove(self, name, key):
        index = self._indexes.get(name)
        if index is None or key not in index.documents:
            return {"_index": name, "_id": key, "_version": 1, "result": "not_found", "_shards": SHARDS, "status": 404}
        index.removed[key] = index.searches + self._lag_searches, time.monotonic() + self._lag_seconds
        return {"_index": name, "_id": key, "_version": 2, "result": "deleted", "_shards": SHARDS, "status": 200}

    def _put_one(self, request, signed, name):
        item = self._add(request, signed, name, _object(request.body))
        if "error" in item:
            refuse(item["status"], item["error"]["type"], item["error"]["reason"])
        return json_answer(item, item.pop("status"))

    def _bulk(self, request, signed, name):
        if not request.body.endswith(b"\n"):
            refuse(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")
        lines, items = iter(request.body.decode().split("\n")[:-1]), []
        for line in lines:
            action, about = next(iter(_object(line).items()), ("", {}))
            target = about.get("_index", name)
            if action not in ("index", "create", "delete") or target is None:
                self._violate(request, "aoss-bulk", f"the bulk action {action!r} is not supported")
                refuse(400, "illegal_argument_exception", f"Malformed action/metadata line, found [{action}]")
            if action == "delete":
                items.append({"delete": self._remove(target, about.get("_id", ""))})
                continue
            if "_id" in about:
                self._violate(request, "aoss-custom-id", "Document ID is not supported in create/index operation request")
                refuse(400, "illegal_argument_exception", "Document ID is not supported in create/index operation request")
            items.append({action: self._add(request, signed, target, _object(next(lines, "")))})
        return json_answer({"took": 1, "errors": any("error" in item for one in items for item in one.values()), "items": items})

    # --- search ---

    def _search(self, request, signed, name):
        index = self._of(name)
        body = _object(request.body)
        unknown = set(body) - {"size", "from", "_source", "query", "sort", "min_score", "track_total_hits"}
        if unknown:
            refuse(400, "parsing_exception", f"Unknown key for a VALUE in [{sorted(unknown)[0]}].")
        if not 0 <= body.get("size", 10) + body.get("from", 0) <= 10_000:
            refuse(400, "illegal_argument_exception", "Result window is too large")
        if "tenantId" in index.properties and signed.key.role and tenants_in(body.get("query", {})) != {signed.key.tags.get("tenantId")}:
            self._violate(request, "aoss-tenant", "a search without the session's tenant in its filter")
        visible = index.visible()
        index.searches += 1
        try:
            scores = Evaluator(index.properties, visible).scores(body.get("query", {"match_all": {}}))
        except BadQuery as bad:
            self._violate(request, "aoss-query", str(bad))
            refuse(400, "parsing_exception", str(bad))
        best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        part = best[body.get("from", 0):][: body.get("size", 10)]
        hits = [{"_index": name, "_id": key, "_score": score, "_source": _picked(visible[key], body.get("_source", True))} for key, score in part]
        return json_answer({"took": 1, "timed_out": False, "_shards": SHARDS, "hits": {
            "total": {"value": len(best), "relation": "eq"}, "max_score": best[0][1] if best else None, "hits": hits}})


def _picked(source, wanted):
    if wanted is True:
        return source
    if wanted is False:
        return {}
    names = wanted if isinstance(wanted, list) else [wanted]
    return {name: value for name, value in source.items() if name in names}


def _object(text):
    try:
        value = json.loads(text or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        refuse(400, "parse_exception", "the body is not a JSON object")
    return value
