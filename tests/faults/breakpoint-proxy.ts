import { createServer, request as forward, type IncomingHttpHeaders, type ServerResponse } from "node:http";

export interface Passing {
  method: string;
  /** Path and query. */
  path: string;
  body: string;
}

/** A request that is being held. */
export interface Held {
  request: Passing;
  /** What upstream answered; null while it has not been asked. */
  answer: { status: number; body: string } | null;
  /** Lets it go on its way; resolves when it has gone. */
  release(): Promise<void>;
  /** Cuts the connection: it neither goes on nor is it answered. */
  lose(): void;
}

export type Matches = (request: Passing) => boolean;

/** Stands between a process and a server and can hold one request there, so that the process is caught at that point. */
export interface BreakpointProxy {
  url: string;
  /** Holds the next request that matches before upstream hears of it. */
  holdBefore(matches: Matches): Promise<Held>;
  /** Holds the next request that matches once upstream has answered, before the answer is passed on. */
  holdAfter(matches: Matches): Promise<Held>;
  /** Requests that are being forwarded or held. */
  inFlight(): number;
  /** Requests that came, so far. */
  passed(): number;
  stop(): Promise<void>;
}

interface Breakpoint {
  when: "before" | "after";
  matches: Matches;
  reached(held: Held): void;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Matches a call of a database function through PostgREST, with these arguments. */
export const rpc =
  (name: string, ...containing: string[]): Matches =>
  ({ path, body }) =>
    path.startsWith(`/rest/v1/rpc/${name}`) && containing.every((text) => body.includes(text));

/** Matches `POST /call` of the voice provider. */
export const placesCall =
  (...containing: string[]): Matches =>
  ({ method, path, body }) =>
    method === "POST" && path === "/call" && containing.every((text) => body.includes(text));

/** Starts a proxy on a free loopback port. @param upstream asked for each request, so that a server may move. */
export async function startBreakpointProxy(upstream: () => string): Promise<BreakpointProxy> {
  const breakpoints: Breakpoint[] = [];
  let passing = 0;
  let came = 0;

  const server = createServer(async (request, response) => {
    passing++;
    came++;
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { method = "GET", url: path = "/", headers } = request;
      const seen: Passing = { method, path, body: body.toString("utf8") };
      if (!(await hold("before", seen, null, response))) return;
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      const answer = await ask(upstream(), { method, path, headers, body }, gone.signal);
      if (!(await hold("after", seen, { status: answer.status, body: answer.body.toString("utf8") }, response))) return;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      response.destroy();
    } finally {
      passing--;
    }
  });

  /** @returns whether the request goes on. */
  async function hold(when: Breakpoint["when"], request: Passing, answer: Held["answer"], response: ServerResponse) {
    const index = breakpoints.findIndex((point) => point.when === when && point.matches(request));
    const [point] = index < 0 ? [] : breakpoints.splice(index, 1);
    if (!point) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const gone = new Promise<void>((done) => response.once("close", () => done()));
    // Whoever asked is no more: nothing goes on.
    void gone.then(() => resolve(false));
    point.reached({
      request,
      answer,
      release: () => {
        resolve(true);
        return gone;
      },
      lose: () => {
        response.socket?.destroy();
        resolve(false);
      },
    });
    return promise;
  }

  const wait = (when: Breakpoint["when"], matches: Matches) =>
    new Promise<Held>((reached) => breakpoints.push({ when, matches, reached }));

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  server.keepAliveTimeout = 65_000;
  return {
    url: `http://127.0.0.1:${address.port}`,
    holdBefore: (matches) => wait("before", matches),
    holdAfter: (matches) => wait("after", matches),
    inFlight: () => passing,
    passed: () => came,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

function ask(origin: string, out: Asked, signal: AbortSignal) {
  const { host: _, connection: __, "transfer-encoding": ___, ...headers } = out.headers;
  return new Promise<Answer>((resolve, reject) => {
    const options = { method: out.method, signal, headers: { ...headers, "content-length": out.body.length } };
    const asked = forward(new URL(out.path, origin), options, async (answer) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const { "transfer-encoding": ____, connection: _____, ...kept } = answer.headers;
        resolve({ status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) });
      } catch (error) {
        reject(error);
      }
    });
    asked.once("error", reject).end(out.body);
  });
}
