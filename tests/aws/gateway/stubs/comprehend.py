"""Comprehend: entities and personal data by plain patterns, with the service's limits and its offsets in characters."""

import re

from ..messages import Refused
from . import answers

MAX_BYTES = 102_400
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
ENTITIES = (
    ("DATE", re.compile(rf"\b(?:(?:{MONTHS}) )?(?:19|20)\d\d\b")), ("QUANTITY", re.compile(r"\b\d+(?:\.\d+)? ?(?:%|percent|years|people|engineers)")),
    ("ORGANIZATION", re.compile(r"\b(?:[A-Z][\w&]+ )+(?:Inc|Ltd|LLC|GmbH|Corp|University|Bank|Labs|Institute)\b")),
    ("LOCATION", re.compile(r"\b(?:Berlin|London|Paris|New York|Seattle|San Francisco|Munich|Toronto|Boston|Dublin)\b")),
    ("PERSON", re.compile(r"\b(?:Ada Lovelace|Alan Turing|Grace Hopper|Jane Doe|John Doe|Jane Smith|John Smith)\b")),
)
PERSONAL = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")), ("SSN", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    ("PHONE", re.compile(r"\+?\d[\d ()-]{7,}\d")), ("URL", re.compile(r"https?://[^\s,;]+")), ("NAME", ENTITIES[-1][1]),
)


def _found(table, text):
    taken = []
    for kind, pattern in table:
        for match in pattern.finditer(text):
            if all(match.end() <= begin or match.start() >= end for begin, end in taken):
                taken.append(match.span())
                yield {"Type": kind, "Score": 0.99, "BeginOffset": match.start(), "EndOffset": match.end()}, match.group()


def answer(_, __, called):
    text = called.parameters.get("Text", "")
    if len(text.encode()) > MAX_BYTES:
        answers.refuse(called, "TextSizeLimitExceededException", f"Input text size exceeds limit. Max length of request text allowed is {MAX_BYTES} bytes")
    if called.name == "DetectEntities":
        entities = [{**one, "Text": words} for one, words in _found(ENTITIES, text)]
        return answers.of(called, {"Entities": sorted(entities, key=lambda one: one["BeginOffset"])})
    if called.parameters.get("LanguageCode") not in ("en", "es"):
        answers.refuse(called, "UnsupportedLanguageException", "Only English and Spanish are supported.")
    personal = [one for one, _ in _found(PERSONAL, text)]
    if called.name == "DetectPiiEntities":
        return answers.of(called, {"Entities": sorted(personal, key=lambda one: one["BeginOffset"])})
    if called.name == "ContainsPiiEntities":
        return answers.of(called, {"Labels": [{"Name": kind, "Score": 0.99} for kind in dict.fromkeys(one["Type"] for one in personal)]})
    raise Refused(400, "UnknownOperationException", f"the stub has no {called.name}")
