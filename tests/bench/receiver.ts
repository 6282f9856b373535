import { createServer } from "node:http";
import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { AppError, STATUS } from "@/lib/core/errors";
import { buildEngineDeps } from "@/lib/server/deps";
import { serverEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";

/** Our side of the providers' webhooks in a process of its own: the route's work behind a plain HTTP server. */
const env = serverEnv();
log.level = env.logLevel;
const deps = buildEngineDeps(env);

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  let status = 200;
  let answer: unknown = {};
  try {
    const rawBody = Buffer.concat(chunks).toString("utf8");
    answer = request.url?.endsWith("/resend")
      ? await receiveMessageEvent(deps, "resend", { headers, rawBody, url: "" })
      : await receiveVoiceEvent(deps, { headers, rawBody });
  } catch (error) {
    status = error instanceof AppError ? STATUS[error.code] : 500;
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}/api/webhooks/vapi` })}\n`);
});
