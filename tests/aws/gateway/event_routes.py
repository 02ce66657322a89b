"""EventBridge's deliveries to functions: at least once, in no order, again when they fail, then to a queue."""

import contextlib
import datetime
import queue
import random
import threading
import time
import uuid

from .messages import ACCOUNT, REGION

ATTEMPTS = 3  # Lambda's asynchronous invocation: the first and two more


class EventRoutes:
    """`targets`: (matches(event), deliver(event)) pairs. `duplicates` and `disorder` are chances, drawn from a seed."""

    def __init__(self, targets, failed, duplicates=0.0, disorder=0.0, seed=1, retry_seconds=0.1):
        self._targets, self._failed = targets, failed
        self.duplicates, self.disorder, self._retry_seconds = duplicates, disorder, retry_seconds
        self._random, self._queue, self._open = random.Random(seed), queue.Queue(), 0
        self._idle = threading.Condition()
        self.sent, self.delivered = [], []
        for _ in range(2):
            threading.Thread(target=self._work, daemon=True).start()

    def send(self, event):
        event = {"version": "0", "id": str(uuid.uuid4()), "account": ACCOUNT, "region": REGION, "resources": [],
                 "time": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), **event}
        for matches, deliver in self._targets:
            if not matches(event):
                continue
            self.sent.append(event)
            copies = 2 if self._random.random() < self.duplicates else 1
            for _ in range(copies):
                self._put(event, deliver, 1, self._random.uniform(0, 0.2) if self._random.random() < self.disorder else 0)

    @contextlib.contextmanager
    def pending(self):
        """Something is about to be sent: not idle."""
        with self._idle:
            self._open += 1
        try:
            yield
        finally:
            self._close()

    def _close(self):
        with self._idle:
            self._open -= 1
            self._idle.notify_all()

    def _put(self, event, deliver, attempt, delay):
        with self._idle:
            self._open += 1
        if delay:
            threading.Timer(delay, self._queue.put, ((event, deliver, attempt),)).start()
        else:
            self._queue.put((event, deliver, attempt))

    def _work(self):
        while True:
            event, deliver, attempt = self._queue.get()
            try:
                deliver(event)
                self.delivered.append((event["detail-type"], event.get("detail", {}).get("name", "")))
            except Exception as error:
                if attempt < ATTEMPTS:
                    self._put(event, deliver, attempt + 1, self._retry_seconds)
                else:
                    self._failed(event, error)
            self._close()

    def wait_until_idle(self, seconds=30):
        end = time.monotonic() + seconds
        with self._idle:
            while self._open and time.monotonic() < end:
                self._idle.wait(0.1)
            return self._open == 0


def object_created(bucket, key, size, etag, version, sequencer):
    """S3's event by EventBridge; the key is not encoded."""
    return {"detail-type": "Object Created", "source": "aws.s3", "resources": [f"arn:aws:s3:::{bucket}"], "detail": {
        "version": "0", "bucket": {"name": bucket}, "object": {"key": key, "size": size, "etag": etag, "version-id": version, "sequencer": sequencer},
        "request-id": "N4N7GDK58NMKJ12R", "requester": ACCOUNT, "source-ip-address": "127.0.0.1", "reason": "PostObject"}}
