"""moto, in this process: S3, SQS, KMS, STS, Step Functions, EventBridge and Cognito."""

import io
import logging
import os
from urllib.parse import unquote_to_bytes

from .messages import ACCOUNT, Answer, Headers

os.environ.setdefault("MOTO_ACCOUNT_ID", ACCOUNT)


class Moto:
    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        logging.getLogger("moto").setLevel(logging.CRITICAL + 1)  # its interpreter logs every failed state at length
        from moto import settings  # noqa: F401
        from moto.core.config import default_user_config
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

        default_user_config.setdefault("stepfunctions", {})["execute_state_machine"] = True
        self._application = DomainDispatcherApplication(create_backend_app)

    @staticmethod
    def _environment(request, service, region, access_key):
        authorization = (f"AWS4-HMAC-SHA256 Credential={access_key}/20260101/{region}/{service}/aws4_request, "
                         "SignedHeaders=host, Signature=0")
        target = request.path + ("?" + request.query if request.query else "")
        environment = {
            "REQUEST_METHOD": request.method, "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
            "QUERY_STRING": request.query, "RAW_URI": target, "REQUEST_URI": target, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(request.body), "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False,
            "wsgi.run_once": False, "CONTENT_LENGTH": str(len(request.body)),
        }
        for name, value in request.headers:
            key = name.upper().replace("-", "_")
            environment[key if key == "CONTENT_TYPE" else "HTTP_" + key] = value
        environment["HTTP_HOST"] = request.headers.get("Host", "127.0.0.1")
        environment["HTTP_AUTHORIZATION"] = authorization
        environment.pop("HTTP_CONTENT_LENGTH", None)
        environment.pop("HTTP_TRANSFER_ENCODING", None)
        return environment

    def ask(self, request, service, region, access_key):
        started = []

        def start(status, headers, _=None):
            started[:] = [int(status.split()[0]), headers]

        environment = self._environment(request, service, region, access_key)
        body = self._application(environment, start)
        try:
            content = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        return Answer(started[0], Headers(started[1]), content)
