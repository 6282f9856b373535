import { Agent, request } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";

export interface Answered {
  /** null when there was no answer. */
  status: number | null;
  /** Its `location`, where it redirects. */
  location: string | null;
}

export interface Asking {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal: AbortSignal;
}

const NO_ANSWER: Answered = { status: null, location: null };

/** Requests over connections that are kept: at most `connections` at once, the others wait their turn. Follows no redirect. */
export function openPoster(connections: number) {
  const options = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
  const [plain, secure] = [new Agent(options), new SecureAgent(options)];
  return {
    ask({ method, url, headers, body, timeoutMs, signal }: Asking): Promise<Answered> {
      return new Promise((resolve) => {
        const isSecure = url.startsWith("https:");
        const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
        const sent = (isSecure ? secureRequest : request)(
          url,
          { method, agent: isSecure ? secure : plain, headers: { ...headers, ...length }, timeout: timeoutMs, signal },
          (response) => {
            const answer = { status: response.statusCode ?? null, location: response.headers.location ?? null };
            // Its words are nobody's concern, but the connection is free only after them.
            response
              .resume()
              .on("end", () => resolve(answer))
              .on("error", () => resolve(answer));
          },
        );
        sent.on("timeout", () => sent.destroy()).on("error", () => resolve(NO_ANSWER));
        sent.end(body);
      });
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}
export type Poster = ReturnType<typeof openPoster>;
