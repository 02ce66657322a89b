"""One HTTP front for every AWS service that Bespoke speaks to: checks each request strictly, then asks an emulator or a stub."""
