import type { IncomingMessage, ServerResponse } from "node:http";

/** A body that is larger than allowed. */
export class TooLarge extends Error {}

/** The body as text. What exceeds `limit` bytes is read and thrown away, so that the client, who is still writing, can
 *  be told; somebody who sends ten times the limit is cut off.
 *  @throws TooLarge */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks = [];
      if (size > limit * 10) request.destroy(new TooLarge());
    });
    request.on("end", () => {
      if (size > limit) reject(new TooLarge());
      else resolve(Buffer.concat(chunks).toString("utf8"));
    });
    request.on("error", reject);
  });
}

/** Headers with one string each, as the request sent them. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

/** Browsers on any origin may call the API, as they may call Supabase's. */
const CORS: Record<string, string> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Preference-Applied, X-Total-Count, Link, X-Supabase-Api-Version",
};

export function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...CORS,
    "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    "access-control-max-age": "3600",
  });
  response.end();
}

export function send(
  response: ServerResponse,
  answer: { status: number; headers: Record<string, string>; body: string },
  withoutBody = false,
): void {
  const headers: Record<string, string | number> = { ...CORS, ...answer.headers };
  if (answer.status !== 204) headers["content-length"] = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, headers);
  response.end(withoutBody ? undefined : answer.body);
}
