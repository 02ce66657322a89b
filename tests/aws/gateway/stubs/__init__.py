"""Services that no emulator has: strict about requests, deterministic, and with answers that fit the services' own models."""

from . import comprehend
from .bedrock import Bedrock
from .opensearch import OpenSearch
from .scheduler import Scheduler
from .textract import Textract


def install(gateway):
    """Behind the gateway, with the doors by which tests script them."""

    def violate(request, rule, what):
        gateway.journal.violate(request, rule, what)

    bedrock, textract, search, scheduler = Bedrock(violate), Textract(gateway.stored_object), OpenSearch(violate), Scheduler()
    gateway.backends.update(bedrock=bedrock.answer, textract=textract.answer, comprehend=comprehend.answer, aoss=search.answer,
                            scheduler=scheduler.answer)
    gateway.doors.update(bedrock=bedrock.door, textract=textract.door, aoss=search.door, scheduler=scheduler.door)
    gateway.scheduler = scheduler
