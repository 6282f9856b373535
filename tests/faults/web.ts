import { createServer, type Server } from "node:http";
import type { EngineDeps } from "@/lib/actions/deps";
import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { AppError, STATUS } from "@/lib/core/errors";

/** What a customer asks for: a link, or not to be contacted any more. @returns the status to answer with */
export type Visit = (method: string, path: string) => Promise<number>;

/** The web app's part in a campaign: it takes the providers' webhooks. */
export interface Web {
  origin: string;
  /** How many webhooks were answered with each status. */
  answered: Map<number, number>;
  /** As after a kill: connections are cut, and whoever knocks finds nobody. */
  kill(): Promise<void>;
  /** On the same port as before. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWeb(deps: () => EngineDeps, visit: Visit = async () => 404): Promise<Web> {
  const answered = new Map<number, number>();
  let server: Server | undefined;
  let port = 0;

  async function take(path: string, headers: Headers, rawBody: string, method: string): Promise<[number, unknown]> {
    const [, provider] = /^\/api\/webhooks\/(resend|twilio)/.exec(path) ?? [];
    if (provider === "resend" || provider === "twilio") {
      const url = `http://127.0.0.1:${port}${path}`;
      return [200, await receiveMessageEvent(deps(), provider, { headers, rawBody, url })];
    }
    if (path.startsWith("/api/")) return [200, await receiveVoiceEvent(deps(), { headers, rawBody })];
    return [await visit(method, path), {}];
  }

  async function start(): Promise<void> {
    const fresh = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const rawBody = Buffer.concat(chunks).toString("utf8");
      const path = request.url ?? "/";
      const [status, body] = await take(path, headers, rawBody, request.method ?? "GET").then(
        (answer): [number, unknown] => answer,
        (error: unknown): [number, unknown] => [error instanceof AppError ? STATUS[error.code] : 500, {}],
      );
      answered.set(status, (answered.get(status) ?? 0) + 1);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve, reject) => {
      fresh.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    const address = fresh.address();
    if (address === null || typeof address === "string") throw new Error("the web app has no port");
    port = address.port;
    server = fresh;
  }

  async function kill(): Promise<void> {
    const old = server;
    server = undefined;
    if (!old) return;
    const closed = new Promise((resolve) => old.close(resolve));
    old.closeAllConnections();
    await closed;
  }

  await start();
  return { origin: `http://127.0.0.1:${port}`, answered, kill, start, stop: kill };
}
