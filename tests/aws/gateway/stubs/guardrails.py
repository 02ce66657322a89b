"""Bedrock Guardrails, small and deterministic: prompt attacks, a few kinds of personal data, grounding by shared words."""

import re

PATTERNS = {
    "EMAIL": (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w"), "ANONYMIZED"), "PHONE": (re.compile(r"\+?\d[\d ()-]{7,}\d"), "ANONYMIZED"),
    "US_SOCIAL_SECURITY_NUMBER": (re.compile(r"\b\d{3}-\d{2}-\d{4}\b"), "BLOCKED"),
    "CREDIT_DEBIT_CARD_NUMBER": (re.compile(r"\b(?:\d{4}[ -]){3}\d{4}\b"), "BLOCKED"),
}
ATTACK = re.compile(r"(ignore|disregard|forget)\s+(all\s+|any\s+)?(the\s+)?(previous|prior|above|earlier)\s+(instructions|prompts|rules)"
                    r"|reveal\s+(your|the)\s+system\s+prompt", re.IGNORECASE)
GROUNDING_THRESHOLD = 0.5
BLOCKED_TEXT = "Sorry, this can't be answered."


def _units(texts):
    return max(1, -(-sum(map(len, texts)) // 1000))


def usage(texts):
    units = _units(texts)
    return {"topicPolicyUnits": 0, "contentPolicyUnits": units, "wordPolicyUnits": 0, "sensitiveInformationPolicyUnits": units,
            "sensitiveInformationPolicyFreeUnits": 0, "contextualGroundingPolicyUnits": 0}


def attack(text):
    return ATTACK.search(text) is not None


def _content(texts):
    if not any(attack(text) for text in texts):
        return {}
    return {"contentPolicy": {"filters": [
        {"type": "PROMPT_ATTACK", "confidence": "HIGH", "filterStrength": "HIGH", "action": "BLOCKED", "detected": True}]}}


def _personal(texts):
    found = []
    for kind, (pattern, action) in PATTERNS.items():
        for match in dict.fromkeys(match.group() for text in texts for match in pattern.finditer(text)):
            found.append({"type": kind, "match": match, "action": action, "detected": True})
    return {"sensitiveInformationPolicy": {"piiEntities": found, "regexes": []}} if found else {}


def _words(text):
    return set(re.findall(r"\w{3,}", text.lower()))


def _grounding(contents):
    sources = [text for text, qualifiers in contents if "grounding_source" in qualifiers]
    claims = [text for text, qualifiers in contents if "guard_content" in qualifiers or not qualifiers]
    if not sources or not claims:
        return {}
    known, said = _words(" ".join(sources)), _words(" ".join(claims))
    score = round(len(said & known) / len(said), 2) if said else 1.0
    low = score < GROUNDING_THRESHOLD
    return {"contextualGroundingPolicy": {"filters": [
        {"type": "GROUNDING", "threshold": GROUNDING_THRESHOLD, "score": score, "action": "BLOCKED" if low else "NONE", "detected": low}]}}


def _anonymised(text, personal):
    for one in personal.get("sensitiveInformationPolicy", {}).get("piiEntities", []):
        if one["action"] == "ANONYMIZED":
            text = text.replace(one["match"], "{" + one["type"] + "}")
    return text


def assess(contents, source):
    """`contents`: (text, qualifiers). Members of ApplyGuardrail's answer."""
    judged = [text for text, qualifiers in contents if not qualifiers or "guard_content" in qualifiers]
    judged = judged or [text for text, _ in contents]
    content, personal = (_content(judged) if source == "INPUT" else {}), _personal(judged)
    grounding = _grounding(contents) if source == "OUTPUT" else {}
    assessment = {**content, **personal, **grounding}
    actions = [filter_["action"] for policy in assessment.values() for values in policy.values() for filter_ in values]
    if "BLOCKED" in actions:
        outputs = [{"text": BLOCKED_TEXT}]
    elif "ANONYMIZED" in actions:
        outputs = [{"text": _anonymised(text, personal)} for text in judged]
    else:
        outputs = []
    counted = usage(judged)
    if grounding:
        counted["contextualGroundingPolicyUnits"] = _units([text for text, _ in contents])
    return {"usage": counted, "action": "GUARDRAIL_INTERVENED" if outputs else "NONE", "outputs": outputs,
            "assessments": [assessment] if assessment else []}
