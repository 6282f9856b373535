import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { toInboundEvent } from "@/lib/providers/vapi/receive";
import { toolCallReply } from "@/lib/providers/vapi/reply";
import { verifyVapiWebhook } from "@/lib/providers/vapi/verify";
import type { InboundEvent, OutboundCall } from "@/lib/providers/voice";
import { startVapiSimulator, type VapiSimulator } from "@/local/simulators/vapi/simulator";
import { PERSONAS, type Persona, type SimulatorOptions } from "@/local/simulators/vapi/types";

export const TOKEN = "simulated-private-key";
export const SECRET = "webhook-secret-of-the-test";
export const ASSISTANT_ID = "c0a8e5b2-1d3f-4a6b-9c7d-2e4f6a8b0c1d";

export interface Delivered {
  body: string;
  headers: IncomingHttpHeaders;
  verified: boolean;
  inbound: InboundEvent;
}

type Answer = { status?: number; body?: unknown } | undefined;

/** Our side of the webhooks: really verifies, translates and answers each; `answer` may answer differently. */
export async function startReceiver(answer: (delivered: Delivered) => Answer | Promise<Answer> = () => undefined) {
  const delivered: Delivered[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", async () => {
      const verified = verifyVapiWebhook({ headers: request.headers, rawBody: body, secret: SECRET, now: new Date() });
      const entry = { body, headers: request.headers, verified, inbound: toInboundEvent(body) };
      delivered.push(entry);
      const { event } = entry.inbound;
      const chosen = await answer(entry);
      const replies = event.kind === "tool_calls" ? event.calls : [];
      const usual = toolCallReply(replies.map((call) => ({ toolCallId: call.id, name: call.name, result: "Done." })));
      response.writeHead(chosen?.status ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify(chosen?.body ?? usual));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/api/webhooks/vapi`,
    delivered,
    events: () => delivered.map((entry) => entry.inbound.event),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The number that always answers as this persona. */
export const numberOf = (persona: Persona) => `+12125550${String(201 + PERSONAS.indexOf(persona)).padStart(3, "0")}`;

/** A simulator without surprises, a receiver, and the real adapter between them. */
export async function startStage(
  options: Partial<SimulatorOptions> & { answer?: Parameters<typeof startReceiver>[0] } = {},
) {
  const { answer, ...rest } = options;
  const receiver = await startReceiver(answer);
  const simulator = await startVapiSimulator({
    seed: 1,
    token: TOKEN,
    speed: 2_000,
    webhookFaults: { duplicate: 0, reorder: 0 },
    ...rest,
  });
  const voice = vapiVoice({ baseUrl: simulator.url, token: TOKEN, timeoutSeconds: 5 });
  return {
    ...{ receiver, simulator, voice },
    call: (to: string, changes: Partial<OutboundCall> = {}) => voice.startCall(outbound(receiver, to, changes)),
    async stop() {
      await simulator.stop();
      await receiver.stop();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;

export const outbound = (receiver: { url: string }, to: string, changes: Partial<OutboundCall> = {}): OutboundCall => ({
  attemptId: randomUUID(),
  assistantId: ASSISTANT_ID,
  phoneNumberId: "5b7f4c1d-9a3e-4e0a-8f14-2d6a7c9b1e30",
  to,
  customerName: "Dana Whitfield",
  firstMessage: "Hi Dana, this is Riley, an AI assistant calling for Bright Smile Dental.",
  voicemailMessage: "This is Bright Smile Dental. Please call us back.",
  variables: { customer_name: "Dana Whitfield", business_name: "Bright Smile Dental", service_type: "a cleaning" },
  maxDurationSeconds: 300,
  recording: "announced",
  webhook: { url: receiver.url, secret: SECRET },
  ...changes,
});

/** The only call of a simulator. */
export function onlyCall(simulator: VapiSimulator) {
  const [call, ...more] = simulator.calls();
  if (!call || more.length > 0) throw new Error(`expected one call, found ${more.length + (call ? 1 : 0)}`);
  return call;
}
