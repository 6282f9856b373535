import { createServer, type Server } from "node:http";
import type { EngineDeps } from "@/lib/actions/deps";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { AppError, STATUS } from "@/lib/core/errors";

/** The web app's part in a campaign: it takes the provider's webhooks. */
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

export async function startWeb(deps: () => EngineDeps): Promise<Web> {
  const answered = new Map<number, number>();
  let server: Server | undefined;
  let port = 0;

  async function start(): Promise<void> {
    const fresh = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const rawBody = Buffer.concat(chunks).toString("utf8");
      const [status, body] = await receiveVoiceEvent(deps(), { headers, rawBody }).then(
        (answer): [number, unknown] => [200, answer],
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
