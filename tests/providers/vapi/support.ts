import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { OutboundCall } from "@/lib/providers/voice";

export const ATTEMPT_ID = "7f0c2b0e-6a4e-4c55-9d2b-0f8c1f5a9e11";
export const CALL_ID = "0199a4c2-7b1e-7cc3-8f40-5d1a2b3c4d5e";
export const CUSTOMER_NUMBER = "+14155550123";

export const fixtureText = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8");
export const fixture = (name: string): unknown => JSON.parse(fixtureText(name));

export const outboundCall = (changes: Partial<OutboundCall> = {}): OutboundCall => ({
  attemptId: ATTEMPT_ID,
  assistantId: "c0a8e5b2-1d3f-4a6b-9c7d-2e4f6a8b0c1d",
  phoneNumberId: "5b7f4c1d-9a3e-4e0a-8f14-2d6a7c9b1e30",
  to: CUSTOMER_NUMBER,
  customerName: "Dana Whitfield",
  firstMessage: "Hi Dana, this is Riley, an AI assistant calling for Bright Smile Dental.",
  voicemailMessage: "This is Bright Smile Dental. Please call us back.",
  variables: { customer_name: "Dana", business_name: "Bright Smile Dental" },
  maxDurationSeconds: 300,
  recording: "announced",
  webhook: { url: "http://127.0.0.1:9/api/webhooks/vapi", secret: "webhook-secret-of-the-test" },
  ...changes,
});

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A server on a free loopback port that answers every request as told, and remembers each one. */
export async function startServer(answer: (response: ServerResponse, request: Received) => void) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      received.push(seen);
      answer(response, seen);
    });
  };
  const server = createServer(listener);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
