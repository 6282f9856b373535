import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { InboundMessageEvent, OutboundEmail } from "@/lib/providers/messages";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { resendInbox } from "@/lib/providers/resend/inbox";
import { toInboundMessage } from "@/lib/providers/resend/receive";
import { type ResendSimulator, startResendSimulator } from "@/local/simulators/resend/simulator";
import type { Persona, SimulatorOptions } from "@/local/simulators/resend/types";

export const API_KEY = "re_simulated_123456789";
export const SECRET = `whsec_${Buffer.from("webhook-secret-of-the-test").toString("base64")}`;

export interface Delivered {
  body: string;
  headers: Headers;
  verified: boolean;
  inbound: InboundMessageEvent;
}
export interface Visit {
  method: string;
  path: string;
  userAgent: string;
  body: string;
}

const headersOf = (request: IncomingMessage) =>
  new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]));

/** Our side: really verifies and translates webhooks at `/webhook`, sends `/r/…` on to `/target`, and takes everything else. */
export async function startOurSide(answer: (delivered: Delivered) => number = () => 200) {
  const delivered: Delivered[] = [];
  const visits: Visit[] = [];
  const inbox = resendInbox({ secret: SECRET });
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const path = request.url ?? "";
      if (path === "/webhook") {
        const headers = headersOf(request);
        const verified = inbox.verify({ headers, rawBody: body, url: "", now: new Date() });
        const entry = { body, headers, verified, inbound: toInboundMessage(body, headers) };
        delivered.push(entry);
        response.writeHead(answer(entry)).end();
        return;
      }
      visits.push({ method: request.method ?? "", path, userAgent: request.headers["user-agent"] ?? "", body });
      if (path.startsWith("/r/")) response.writeHead(302, { location: `/target${path.slice(2)}` }).end();
      else response.writeHead(200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    delivered,
    visits,
    events: () => delivered.map((entry) => entry.inbound.event),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type OurSide = Awaited<ReturnType<typeof startOurSide>>;

/** The address that always behaves as this persona. */
export const addressOf = (persona: Persona, name = "dana") => `${name}+${persona}@customers.example`;

export const outbound = (ours: { url: string }, to: string, changes: Partial<OutboundEmail> = {}): OutboundEmail => ({
  attemptId: randomUUID(),
  from: "Bright Smile Dental <hello@brightsmile.example>",
  replyTo: "reply@brightsmile.example",
  to,
  subject: "We miss you, Dana",
  html: `<p>Hi Dana, <a href="${ours.url}/r/1?a=1&amp;b=2">book a visit</a> or <a href="${ours.url}/r/2">read on</a>.</p><a href="${ours.url}/u/token">Unsubscribe</a>`,
  text: `Hi Dana, book a visit: ${ours.url}/r/1?a=1&b=2\n\nUnsubscribe: ${ours.url}/u/token`,
  unsubscribeUrl: `${ours.url}/u/token`,
  ...changes,
});

/** A simulator without surprises, our side, and the real adapter between them. */
export async function startStage(
  options: Partial<SimulatorOptions> & { answer?: Parameters<typeof startOurSide>[0] } = {},
) {
  const { answer, ...rest } = options;
  const ours = await startOurSide(answer);
  const simulator = await startResendSimulator({
    seed: 1,
    apiKey: API_KEY,
    webhook: { url: `${ours.url}/webhook`, secret: SECRET },
    speed: 20_000,
    rateLimit: 1_000,
    webhookFaults: { duplicate: 0, reorder: 0 },
    ...rest,
  });
  const email = resendEmail({ baseUrl: simulator.url, apiKey: API_KEY, timeoutSeconds: 5 });
  return {
    ...{ ours, simulator, email },
    send: (to: string, changes: Partial<OutboundEmail> = {}, key: string = randomUUID()) =>
      email.send([outbound(ours, to, changes)], key),
    async stop() {
      await simulator.stop();
      await ours.stop();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;

/** The only email of a simulator. */
export function onlyEmail(simulator: ResendSimulator) {
  const [email, ...more] = simulator.emails();
  if (!email || more.length > 0) throw new Error(`expected one email, found ${more.length + (email ? 1 : 0)}`);
  return email;
}
