"""Bedrock Runtime: Converse with scripted or least answers, Titan embeddings, ApplyGuardrail.

The door PUT /_control/bedrock takes rules, the first whose `match` (a pattern) is found in the request's texts answers: `text` (or `json`),
`stopReason`, `times`. Without one, the least value of the asked-for schema is the answer.
"""

import hashlib
import json
import math
import re
import threading

from ..messages import Answer, Headers, Refused
from . import answers, guardrails, schema_values

TITAN = "amazon.titan-embed-text-v2:0"
# Newer models are reached by an inference profile only.
NEEDS_PROFILE = re.compile(r"anthropic\.claude-(3-7|opus-4|sonnet-4|haiku-4|[a-z]+-[5-9])")
MAX_TITAN_CHARACTERS, MAX_TITAN_TOKENS = 50_000, 8_192


class Bedrock:
    def __init__(self, violate):
        """`violate` notes a broken rule that the model can't tell: (request, rule, what)."""
        self._violate, self._lock, self._rules = violate, threading.Lock(), []
        self.asked = []

    def door(self, method, rules):
        with self._lock:
            if method in ("PUT", "DELETE"):
                self._rules = [dict(rule) for rule in rules or []]
                self.asked.clear()
            return {"rules": self._rules, "asked": self.asked[-100:]}

    def answer(self, request, signed, called):
        by_name = {"Converse": self._converse, "InvokeModel": self._invoke, "ApplyGuardrail": self._apply}
        if called.name not in by_name:
            raise Refused(404, "UnknownOperationException", f"the stub has no {called.name}")
        return by_name[called.name](request, signed, called)

    # --- Converse ---

    def _converse(self, request, signed, called):
        asked = called.parameters
        for rule, what in self._broken(asked, signed):
            self._violate(request, rule, what)
        if NEEDS_PROFILE.match(asked["modelId"]):
            answers.refuse(called, "ValidationException", f"Invocation of model ID {asked['modelId']} with on-demand throughput isn't supported. "
                           "Retry your request with the ID or ARN of an inference profile that contains this model.")
        schema = _schema(called, asked)
        texts = list(_texts(asked))
        if "guardrailConfig" in asked and any(guardrails.attack(text) for text in _guarded(asked)):
            return self._reply(called, texts, guardrails.BLOCKED_TEXT, "guardrail_intervened")
        text, stop = self._scripted("\n".join(texts)) or (json.dumps(schema_values.least(schema)) if schema else "OK", "end_turn")
        with self._lock:
            self.asked.append({"modelId": asked["modelId"], "requestMetadata": asked.get("requestMetadata", {}), "text": "\n".join(texts)[:4000]})
        return self._reply(called, texts, text, stop)

    def _scripted(self, text):
        with self._lock:
            for rule in self._rules:
                if rule.get("times", 1) > 0 and re.search(rule.get("match", ""), text, re.DOTALL):
                    if "times" in rule:
                        rule["times"] -= 1
                    said = rule["text"] if "text" in rule else json.dumps(rule.get("json", {}))
                    return said, rule.get("stopReason", "end_turn")
        return None

    @staticmethod
    def _broken(asked, signed):
        """What costs money or mixes tenants up though Bedrock would take it."""
        if "maxTokens" not in asked.get("inferenceConfig", {}):
            yield "bedrock-max-tokens", "maxTokens is unset: the model's maximum is reserved against the quota"
        if asked.get("requestMetadata", {}).get("tenantId") != signed.key.tags.get("tenantId") and signed.key.role:
            yield "bedrock-tenant", "requestMetadata names another tenant than the session's tag"
        if "requestMetadata" not in asked:
            yield "bedrock-tenant", "requestMetadata is missing: no cost could be told apart"
        roles = [message["role"] for message in asked.get("messages", [])]
        if not roles or roles[0] != "user" or any(a == b for a, b in zip(roles, roles[1:])):
            yield "bedrock-roles", "messages must begin with the user's and take turns"

    @staticmethod
    def _reply(called, texts, text, stop):
        spent_in, spent_out = max(1, sum(map(len, texts)) // 4), max(1, len(text) // 4)
        return answers.of(called, {
            "output": {"message": {"role": "assistant", "content": [{"text": text}]}}, "stopReason": stop,
            "usage": {"inputTokens": spent_in, "outputTokens": spent_out, "totalTokens": spent_in + spent_out}, "metrics": {"latencyMs": 1}})

    # --- Titan ---

    def _invoke(self, request, _, called):
        if called.parameters["modelId"] != TITAN:
            answers.refuse(called, "ResourceNotFoundException", "Could not resolve the foundation model from the provided model identifier.")
        if request.headers.get("Content-Type") != "application/json" or request.headers.get("Accept") not in ("application/json", "*/*"):
            self._violate(request, "bedrock-content-type", "InvokeModel wants Content-Type and Accept application/json")
        try:
            asked = json.loads(called.parameters["body"])
        except ValueError:
            answers.refuse(called, "ValidationException", "Malformed input request, please reformat your input and try again.")
        text, dimensions = asked.get("inputText"), asked.get("dimensions", 1024)
        if set(asked) - {"inputText", "dimensions", "normalize", "embeddingTypes"} or not isinstance(text, str) or not text \
                or dimensions not in (256, 512, 1024) or not set(asked.get("embeddingTypes", ["float"])) <= {"float", "binary"}:
            answers.refuse(called, "ValidationException", "Malformed input request, please reformat your input and try again.")
        tokens = max(1, len(re.findall(r"\w+|[^\w\s]", text)))
        if len(text) > MAX_TITAN_CHARACTERS or tokens > MAX_TITAN_TOKENS:
            answers.refuse(called, "ValidationException", f"400 Bad Request: Too many input tokens. Max input tokens: {MAX_TITAN_TOKENS}")
        vector = embedding(text, dimensions)
        body = {"embedding": vector, "embeddingsByType": {"float": vector}, "inputTextTokenCount": tokens}
        return Answer(200, Headers([("Content-Type", "application/json"), ("X-Amzn-Bedrock-Input-Token-Count", str(tokens))]), json.dumps(body).encode())

    # --- guardrails ---

    @staticmethod
    def _apply(_, __, called):
        asked = called.parameters
        contents = [(one["text"]["text"], one["text"].get("qualifiers", [])) for one in asked["content"] if "text" in one]
        if any("grounding_source" in qualifiers for _, qualifiers in contents) and asked["source"] == "INPUT":
            answers.refuse(called, "ValidationException", "Contextual grounding needs the source OUTPUT.")
        return answers.of(called, guardrails.assess(contents, asked["source"]))


def _schema(called, asked):
    structure = asked.get("outputConfig", {}).get("textFormat", {}).get("structure", {}).get("jsonSchema")
    if structure is None:
        return None
    try:
        schema = json.loads(structure["schema"])
    except ValueError:
        answers.refuse(called, "ValidationException", "The JSON schema is not JSON.")
    broken = list(schema_values.faults(schema))
    if broken:
        answers.refuse(called, "ValidationException", "; ".join(broken)[:1000])
    return schema


def _texts(asked):
    yield from (block["text"] for block in asked.get("system", []) if "text" in block)
    for message in asked.get("messages", []):
        for block in message["content"]:
            if "text" in block:
                yield block["text"]
            elif "guardContent" in block:
                yield block["guardContent"]["text"]["text"]


def _guarded(asked):
    """What a guardrail looks at: the guarded blocks if there are any, else the user's last words."""
    found = [block["guardContent"]["text"]["text"] for message in asked["messages"] for block in message["content"] if "guardContent" in block]
    return found or [block["text"] for block in asked["messages"][-1]["content"] if "text" in block]


def embedding(text, dimensions):
    """Words hashed onto signed axes: near for texts that share words, of unit length, the same on every machine."""
    vector = [0.0] * dimensions
    for word in re.findall(r"\w+", text.lower()) or [text]:
        digest = hashlib.sha256(word.encode()).digest()
        for start in (0, 8, 16):
            axis = int.from_bytes(digest[start:start + 4], "big") % dimensions
            vector[axis] += 1.0 if digest[start + 4] & 1 else -1.0
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [round(value / length, 8) for value in vector] if any(vector) else [1.0] + [0.0] * (dimensions - 1)
