import type { IncomingMessage, ServerResponse } from "node:http";

/** A body that is larger than allowed. */
export class TooLarge extends Error {}

/** The body as text. @throws TooLarge as soon as more than `limit` bytes are announced or arrive. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw new TooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > limit) throw new TooLarge();
    chunks.push(bytes);
  }
  return chunks.length === 0 ? "" : Buffer.concat(chunks).toString("utf8");
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
