"use strict";

// Lambda's Node runtime in a few lines: hands events to `handler` of the file named, and its answers or errors back.
const http = require("node:http");
const { handler } = require(process.argv[2]);

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, path: `/2018-06-01/runtime/invocation/${path}` }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("end", () => resolve({ headers: response.headers, text: Buffer.concat(parts).toString() }));
    });
    request.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function serve() {
  for (;;) {
    const { headers, text } = await call("GET", "next");
    const id = headers["lambda-runtime-aws-request-id"];
    try {
      await call("POST", `${id}/response`, await handler(JSON.parse(text), { awsRequestId: id }));
    } catch (error) {
      await call("POST", `${id}/error`, { errorType: error.name, errorMessage: error.message });
    }
  }
}

serve().catch(() => process.exit(1));
