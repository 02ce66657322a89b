"""The part of the query language that Bespoke may use, evaluated exactly: knn by all vectors, match by BM25, term, terms, bool."""

import collections
import math
import re

STOP = set("a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split())
K1, B = 1.2, 0.75


class BadQuery(Exception):
    pass


def analysed(text, analyzer):
    words = re.findall(r"\w+", text.lower())
    if analyzer != "english":
        return words
    return [_stem(word) for word in words if word not in STOP]


def _stem(word):
    """The commonest English endings; the same for documents and queries is what counts."""
    for ending, instead in (("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("iveness", "ive"), ("sses", "ss"), ("ies", "i"),
                            ("ingly", ""), ("edly", ""), ("ing", ""), ("ers", ""), ("ed", ""), ("er", ""), ("ly", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss" if ending == "s" else "\0"):
            return word[: len(word) - len(ending)] + instead
    return word


def _only(body, allowed, where):
    if not isinstance(body, dict):
        raise BadQuery(f"[{where}] malformed query, expected an object")
    unknown = set(body) - set(allowed)
    if unknown:
        raise BadQuery(f"[{where}] unknown field or query [{sorted(unknown)[0]}]")


def _single(body, where):
    if not isinstance(body, dict) or len(body) != 1:
        raise BadQuery(f"[{where}] malformed query, expected exactly one field")
    return next(iter(body.items()))


class Evaluator:
    """Over the visible documents of one index, {id: source}."""

    def __init__(self, mapping, documents):
        self._fields, self._documents, self._tokens = mapping, documents, {}

    def scores(self, query):
        """{id: score} of all that match. Raises BadQuery."""
        kind, body = _single(query, "query")
        known = {"knn": self._knn, "match": self._match, "term": self._term, "terms": self._terms, "bool": self._bool,
                 "match_all": lambda _: dict.fromkeys(self._documents, 1.0)}
        if kind not in known:
            raise BadQuery(f"unknown query [{kind}]")
        return known[kind](body)

    def _field(self, name, *types):
        found = self._fields.get(name)
        if found is None or found["type"] not in types:
            raise BadQuery(f"field [{name}] is not one of {', '.join(types)}")
        return found

    def _knn(self, body):
        name, asked = _single(body, "knn")
        _only(asked, ("vector", "k", "filter"), "knn")
        field, vector = self._field(name, "knn_vector"), asked.get("vector")
        if not isinstance(vector, list) or len(vector) != field["dimension"]:
            raise BadQuery(f"Query vector has invalid dimension: {len(vector or [])}. Dimension should be: {field['dimension']}")
        if not isinstance(asked.get("k"), int) or not 1 <= asked["k"] <= 10_000:
            raise BadQuery("[knn] requires k to be in the range (0, 10000]")
        allowed = self.scores(asked["filter"]) if "filter" in asked else self._documents
        space = field.get("method", {}).get("space_type", field.get("space_type", "l2"))
        found = {key: _nearness(space, vector, self._documents[key][name]) for key in allowed if name in self._documents[key]}
        best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[: asked["k"]]
        return dict(best)

    def _tokens_of(self, name, analyzer):
        if name not in self._tokens:
            self._tokens[name] = {key: analysed(source.get(name, ""), analyzer) for key, source in self._documents.items()}
        return self._tokens[name]

    def _match(self, body):
        name, asked = _single(body, "match")
        if isinstance(asked, dict):
            _only(asked, ("query", "operator", "minimum_should_match", "boost"), "match")
            asked = asked.get("query")
        field = self._field(name, "text")
        analyzer = field.get("analyzer", "standard")
        tokens = self._tokens_of(name, analyzer)
        counts = {key: collections.Counter(words) for key, words in tokens.items() if words}
        average = sum(map(len, tokens.values())) / max(1, len(counts))
        scores = collections.defaultdict(float)
        for word in analysed(str(asked), analyzer):
            having = [key for key, count in counts.items() if word in count]
            weight = math.log(1 + (len(counts) - len(having) + 0.5) / (len(having) + 0.5))
            for key in having:
                often = counts[key][word]
                scores[key] += weight * often / (often + K1 * (1 - B + B * len(tokens[key]) / average))
        return dict(scores)

    def _term(self, body):
        name, value = _single(body, "term")
        value = value.get("value") if isinstance(value, dict) else value
        return self._equal(name, [value])

    def _terms(self, body):
        name, values = _single(body, "terms")
        if not isinstance(values, list):
            raise BadQuery("[terms] query requires an array of terms")
        if len(values) > 65_536:
            raise BadQuery("[terms] query has more terms than index.max_terms_count")
        return self._equal(name, values)

    def _equal(self, name, values):
        self._field(name, "keyword", "long", "integer", "boolean")
        wanted = set(map(str, values))

        def holds(source):
            has = source.get(name)
            return any(str(one) in wanted for one in (has if isinstance(has, list) else [has]) if one is not None)

        return {key: 1.0 for key, source in self._documents.items() if holds(source)}

    def _bool(self, body):
        _only(body, ("must", "filter", "should", "must_not", "minimum_should_match"), "bool")

        def each(name):
            part = body.get(name, [])
            return [self.scores(one) for one in (part if isinstance(part, list) else [part])]

        must, filters, should, must_not = each("must"), each("filter"), each("should"), each("must_not")
        keys = set(self._documents)
        for found in [*must, *filters]:
            keys &= set(found)
        for found in must_not:
            keys -= set(found)
        least = int(body.get("minimum_should_match", 0 if must or filters else 1 if should else 0))
        keys = {key for key in keys if sum(key in found for found in should) >= least}
        return {key: sum(found.get(key, 0.0) for found in [*must, *should]) for key in keys}


def _nearness(space, a, b):
    if space == "l2":
        return 1.0 / (1.0 + sum((x - y) ** 2 for x, y in zip(a, b)))
    product = sum(x * y for x, y in zip(a, b))
    if space == "innerproduct":
        return product + 1.0 if product > 0 else 1.0 / (1.0 - product)
    lengths = math.sqrt(sum(x * x for x in a) * sum(y * y for y in b)) or 1.0
    return (1.0 + product / lengths) / 2.0


def tenants_in(query):
    """Values of tenantId that every hit must have, by the filters at the top of the query."""
    kind, body = next(iter(query.items()), ("", {}))
    if kind == "knn":
        inner = next(iter(body.values())).get("filter")
        return tenants_in(inner) if inner else set()
    if kind == "term" and "tenantId" in body:
        value = body["tenantId"]
        return {value.get("value") if isinstance(value, dict) else value}
    if kind == "bool":
        found = set()
        for part in ("must", "filter"):
            inner = body.get(part, [])
            for one in inner if isinstance(inner, list) else [inner]:
                found |= tenants_in(one)
        return found
    return set()
