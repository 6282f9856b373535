import { z } from "zod";
import { WebhookFaults } from "../vapi/types";
import { until } from "../waiting";
import { receiveSms } from "./inbound";
import { type Exchange, sendJson } from "./routes";
import type { SimState } from "./state";
import { Fault, PersonaMap } from "./types";

/** `POST /_control`: everything that a test in another process may change. Each key replaces what was set before,
 *  except `failNext`, which is added to the faults, and `inbound`, a customer's text that is posted at once. */
export const Control = z.strictObject({
  faults: z.array(Fault).optional(),
  failNext: Fault.optional(),
  webhookFaults: WebhookFaults.partial().optional(),
  personas: PersonaMap.optional(),
  ratePerSecond: z.number().int().min(0).optional(),
  speed: z.number().positive().optional(),
  inboundUrl: z.url().nullable().optional(),
  senders: z.array(z.string()).nullable().optional(),
  /** true: texts stay in the queue until it is false again. */
  hold: z.boolean().optional(),
  inbound: z
    .strictObject({ from: z.string(), to: z.string(), body: z.string(), service: z.string().nullish() })
    .optional(),
});
export type Control = z.infer<typeof Control>;

export function applyControl(state: SimState, control: Omit<Control, "inbound">): void {
  if (control.faults) state.faults = [...control.faults];
  if (control.failNext) state.faults.push(control.failNext);
  if (control.webhookFaults) state.webhookFaults = { duplicate: 0, reorder: 0, drop: 0, ...control.webhookFaults };
  if (control.personas) state.personas = control.personas;
  if (control.ratePerSecond !== undefined) state.ratePerSecond = control.ratePerSecond;
  if (control.speed !== undefined) state.speed = control.speed;
  if (control.inboundUrl !== undefined) state.inboundUrl = control.inboundUrl;
  if (control.senders !== undefined) state.senders = control.senders;
  if (control.hold !== undefined) state.held = control.hold;
  state.changed();
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function change(state: SimState, exchange: Exchange): Promise<void> {
  const control = Control.safeParse(parseJson(exchange.body));
  if (!control.success) return sendJson(exchange, 400, { message: z.prettifyError(control.error) });
  applyControl(state, control.data);
  const inbound = control.data.inbound ? await receiveSms(state, control.data.inbound) : null;
  sendJson(exchange, 200, { ok: true, inbound });
}

/** The simulator's own paths; they need no key, since they listen on loopback only. Returns whether it was one of them. */
export async function handleControl(state: SimState, exchange: Exchange): Promise<boolean> {
  const route = `${exchange.request.method} ${exchange.url.pathname}`;
  if (route === "GET /_messages") sendJson(exchange, 200, [...state.messages.values()]);
  else if (route === "GET /_inbound") sendJson(exchange, 200, [...state.inbound.values()]);
  else if (route === "GET /_acts") sendJson(exchange, 200, state.acts);
  else if (route === "GET /_requests") sendJson(exchange, 200, state.requests);
  else if (route === "GET /_webhooks") sendJson(exchange, 200, state.webhooks);
  else if (route === "GET /_idle") {
    await until(state, () => state.busy === 0, "the simulator to be idle", 300_000);
    sendJson(exchange, 200, { idle: true });
  } else if (route === "POST /_control") await change(state, exchange);
  else return false;
  return true;
}
