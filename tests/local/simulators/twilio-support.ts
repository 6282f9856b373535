import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { InboundMessageEvent, OutboundSms } from "@/lib/providers/messages";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import { twilioInbox } from "@/lib/providers/twilio/receive";
import { startTwilioSimulator } from "@/local/simulators/twilio/simulator";
import { PERSONAS, type Persona, type TwilioSimulatorOptions } from "@/local/simulators/twilio/types";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
export const AUTH_TOKEN = "auth-token-of-the-simulation-0123";
export const SENDER = "+12125550100";
export const SERVICE = "MG0123456789abcdef0123456789abcdef";

export interface Delivered {
  /** `POST /path?query` of a webhook, `GET …` of a link that was followed. */
  what: string;
  verified: boolean;
  inbound: InboundMessageEvent | null;
  token: string | undefined;
}

/** Our side: really verifies and translates each webhook, and answers links with a redirect. */
export async function startReceiver(answer: (delivered: Delivered) => number = () => 200, twiml = "<Response/>") {
  const delivered: Delivered[] = [];
  const inbox = twilioInbox({ authToken: AUTH_TOKEN });
  let origin = "";
  const server = createServer((request, response) => {
    let rawBody = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      rawBody += chunk;
    });
    request.on("end", () => {
      const url = `${origin}${request.url}`;
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const now = new Date();
      const isHook = request.method === "POST";
      const entry = {
        what: `${request.method} ${request.url}`,
        verified: isHook && inbox.verify({ headers, rawBody, url, now }),
        inbound: isHook ? inbox.receive(rawBody, headers, { url, now }) : null,
        token: headers.get("i-twilio-idempotency-token") ?? undefined,
      };
      delivered.push(entry);
      if (isHook) response.writeHead(answer(entry), { "content-type": "text/xml" }).end(twiml);
      else response.writeHead(302, { location: "https://shop.example/offer" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    url: `${origin}/api/webhooks/twilio`,
    delivered,
    hooks: () => delivered.flatMap(({ inbound }) => inbound ?? []),
    statuses: () => delivered.flatMap(({ inbound }) => (inbound?.event.kind === "status" ? [inbound.event] : [])),
    replies: () => delivered.flatMap(({ inbound }) => (inbound?.event.kind === "inbound" ? [inbound.event] : [])),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The number that always behaves as this persona. */
export const numberOf = (persona: Persona) => `+12125550${String(301 + PERSONAS.indexOf(persona)).padStart(3, "0")}`;

export const outbound = (receiver: { url: string }, to: string, changes: Partial<OutboundSms> = {}): OutboundSms => ({
  attemptId: randomUUID(),
  to,
  from: SENDER,
  body: "Bright Smile Dental: it has been a while, Dana. Reply STOP to opt out.",
  statusCallback: receiver.url,
  ...changes,
});

/** A simulator without surprises, a receiver, and the real adapter between them. */
export async function startStage(
  options: Partial<TwilioSimulatorOptions> & { answer?: Parameters<typeof startReceiver>[0]; twiml?: string } = {},
) {
  const { answer, twiml, ...rest } = options;
  const receiver = await startReceiver(answer, twiml);
  const simulator = await startTwilioSimulator({
    ...{ seed: 1, accountSid: ACCOUNT, authToken: AUTH_TOKEN, speed: 20_000, inboundUrl: receiver.url },
    webhookFaults: { duplicate: 0, reorder: 0 },
    ...rest,
  });
  const config = { baseUrl: simulator.url, accountSid: ACCOUNT, authToken: AUTH_TOKEN };
  const sms = twilioSms({ ...config, timeoutSeconds: 10 });
  return {
    ...{ receiver, simulator, sms, config },
    text: (to: string, changes: Partial<OutboundSms> = {}) => sms.send(outbound(receiver, to, changes)),
    async stop() {
      await simulator.stop();
      await receiver.stop();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;
