import { createServer } from "node:http";
import type { EngineDeps } from "@/lib/actions/deps";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { AppError, STATUS } from "@/lib/core/errors";

export interface Webhooks {
  origin: string;
  url: string;
  /** Bodies as they arrived, with what was answered. */
  /** From now on webhooks are taken with these deps. */
  use(deps: EngineDeps): void;
  received: { body: string; status: number; answer: unknown }[];
  stop(): Promise<void>;
}

/** Our side of the voice provider's webhooks, as the route takes them, on a loopback port. */
export async function startWebhooks(deps: () => EngineDeps): Promise<Webhooks> {
  const received: Webhooks["received"] = [];
  let current = deps;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    let status = 200;
    let answer: unknown;
    try {
      answer = await receiveVoiceEvent(current(), { headers, rawBody: body });
    } catch (error) {
      status = error instanceof AppError ? STATUS[error.code] : 500;
      answer = { error: { code: error instanceof AppError ? error.code : "internal" } };
    }
    received.push({ body, status, answer });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the webhooks have no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    url: `${origin}/api/webhooks/vapi`,
    received,
    use: (next) => {
      current = () => next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
