"""Textract: blocks from scripted pages. PUT /_control/textract {"pages": [[line, …], …], "sha256": …, "polls": n, "status": …, "message": …,
"warnings": [{"ErrorCode", "Pages"}]}

Without a script the one page says so. A line is a text, or {"text", "confidence", "layout"}; a list in place of a line is a table of rows.
"""

import hashlib
import re
import threading

from ..messages import Refused, Request
from . import answers
from .textract_blocks import blocks_of

MODEL_VERSION = "1.0"
MAX_SYNC_BYTES = 10 * 1024 * 1024


class Textract:
    def __init__(self, get_object):
        """`get_object(bucket, key, version)` gives the object's bytes or nothing."""
        self._get_object, self._lock = get_object, threading.Lock()
        self._scripts, self._jobs, self._tokens = [], {}, {}
        self.polls = 1

    def door(self, method, data):
        with self._lock:
            if method in ("PUT", "DELETE"):
                self._scripts = data if isinstance(data, list) else [data] if data else []
            return {"jobs": len(self._jobs), "scripts": len(self._scripts)}

    def answer(self, request, _, called):
        by_name = {"AnalyzeDocument": self._analyze, "DetectDocumentText": self._analyze, "StartDocumentAnalysis": self._start,
                   "GetDocumentAnalysis": self._get}
        if called.name not in by_name:
            raise Refused(400, "UnknownOperationException", f"the stub has no {called.name}")
        return by_name[called.name](request, called)

    # --- documents ---

    def _bytes(self, called, place):
        if "Bytes" in place:
            return place["Bytes"]
        found = self._get_object(place["S3Object"].get("Bucket", ""), place["S3Object"].get("Name", ""), place["S3Object"].get("Version"))
        if found is None:
            answers.refuse(called, "InvalidS3ObjectException", "Unable to get object metadata from S3. Check object key, region and/or access permissions.")
        return found

    @staticmethod
    def _pages(called, content):
        """How many; DOCX, texts and locked files are not for this service."""
        if content.startswith(b"%PDF-"):
            if b"/Encrypt" in content:
                answers.refuse(called, "UnsupportedDocumentException", "Request has unsupported document format")
            return max(1, len(re.findall(rb"/Type\s*/Page\b(?!s)", content)))
        if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")):
            return 1
        answers.refuse(called, "UnsupportedDocumentException", "Request has unsupported document format")

    def _script(self, content):
        digest = hashlib.sha256(content).hexdigest()
        with self._lock:
            for script in self._scripts:
                if script.get("sha256", digest) == digest:
                    return script
        return {"pages": [["Scanned page without a script"]]}

    # --- operations ---

    def _analyze(self, _, called):
        content = self._bytes(called, called.parameters["Document"])
        if len(content) > MAX_SYNC_BYTES:
            answers.refuse(called, "DocumentTooLargeException", "The document is larger than 10 MB.")
        if self._pages(called, content) > 1:
            answers.refuse(called, "UnsupportedDocumentException", "Request has unsupported document format")
        pages = self._script(content)["pages"][:1]
        features = called.parameters.get("FeatureTypes", [])
        version = "AnalyzeDocumentModelVersion" if called.name == "AnalyzeDocument" else "DetectDocumentTextModelVersion"
        return answers.of(called, {"DocumentMetadata": {"Pages": 1}, "Blocks": blocks_of(pages, features), version: MODEL_VERSION})

    def _start(self, request: Request, called):
        asked = called.parameters
        token = asked.get("ClientRequestToken")
        with self._lock:
            known = self._tokens.get(token) if token else None
        if known:
            if known[1] != request.body:
                answers.refuse(called, "IdempotentParameterMismatchException", "The token was used with other parameters.")
            return answers.of(called, {"JobId": known[0]})
        content = self._bytes(called, asked["DocumentLocation"])
        pages = self._pages(called, content)
        script = self._script(content)
        job = hashlib.sha256(f"{len(self._jobs)}{token}".encode() + content).hexdigest()
        with self._lock:
            self._jobs[job] = {"blocks": blocks_of(script["pages"], asked["FeatureTypes"]), "pages": max(pages, len(script["pages"])),
                               "polls": script.get("polls", self.polls), "status": script.get("status", "SUCCEEDED"),
                               "message": script.get("message", "INTERNAL_ERROR"), "warnings": script.get("warnings", [])}
            if token:
                self._tokens[token] = job, request.body
        return answers.of(called, {"JobId": job})

    def _get(self, _, called):
        asked = called.parameters
        with self._lock:
            job = self._jobs.get(asked["JobId"])
            if job is None:
                answers.refuse(called, "InvalidJobIdException", "Request has invalid Job Id")
            if job["polls"] > 0:
                job["polls"] -= 1
                return answers.of(called, {"JobStatus": "IN_PROGRESS", "AnalyzeDocumentModelVersion": MODEL_VERSION})
        if job["status"] == "FAILED":
            return answers.of(called, {"JobStatus": "FAILED", "StatusMessage": job["message"]})
        first, most = int(asked.get("NextToken", "0")), asked.get("MaxResults", 1000)
        part = job["blocks"][first:first + most]
        members = {"JobStatus": job["status"], "DocumentMetadata": {"Pages": job["pages"]}, "Blocks": part, "AnalyzeDocumentModelVersion": MODEL_VERSION}
        if job["warnings"]:
            members["Warnings"] = job["warnings"]
        if first + most < len(job["blocks"]):
            members["NextToken"] = str(first + most)
        return answers.of(called, members)
