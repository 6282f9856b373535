import { z } from "zod";
import { parseJson } from "../http";
import { until } from "../waiting";
import { type Exchange, sendError, sendJson } from "./exchange";
import type { SimState } from "./state";
import { Fault, PersonaMap, Webhook, WebhookFaults } from "./types";

/** `POST /_control`: everything that a test in another process may change. Each key replaces what was set before,
 *  except `failNext`, which is added to the faults. */
export const Control = z.strictObject({
  faults: z.array(Fault).optional(),
  failNext: Fault.optional(),
  webhookFaults: WebhookFaults.partial().optional(),
  webhook: Webhook.nullable().optional(),
  personas: PersonaMap.optional(),
  rateLimit: z.number().int().min(0).optional(),
  speed: z.number().positive().optional(),
  humanDelayMs: z.number().min(0).optional(),
  domains: z.array(z.string()).nullable().optional(),
  fullAccess: z.boolean().optional(),
  /** true: nothing is delivered until it is false again. */
  hold: z.boolean().optional(),
});
export type Control = z.infer<typeof Control>;

export function applyControl(state: SimState, control: Control): void {
  if (control.faults) state.faults = [...control.faults];
  if (control.failNext) state.faults.push(control.failNext);
  if (control.webhookFaults) state.webhookFaults = { duplicate: 0, reorder: 0, drop: 0, ...control.webhookFaults };
  if (control.webhook !== undefined) state.webhook = control.webhook;
  if (control.personas) state.personas = control.personas;
  if (control.rateLimit !== undefined) state.rateLimit = control.rateLimit;
  if (control.speed !== undefined) state.speed = control.speed;
  if (control.humanDelayMs !== undefined) state.humanDelayMs = control.humanDelayMs;
  if (control.domains !== undefined) state.domains = control.domains;
  if (control.fullAccess !== undefined) state.fullAccess = control.fullAccess;
  if (control.hold !== undefined) state.held = control.hold;
  state.changed();
}

/** The simulator's own paths; they need no key, since they listen on loopback only. Returns whether it was one of them. */
export async function handleControl(state: SimState, exchange: Exchange): Promise<boolean> {
  const route = `${exchange.request.method} ${exchange.url.pathname}`;
  if (route === "GET /_emails") {
    const sims = [...state.emails.values()].map(({ sim }) => sim);
    sendJson(exchange, 200, sims);
  } else if (route === "GET /_requests") sendJson(exchange, 200, state.requests);
  else if (route === "GET /_webhooks") sendJson(exchange, 200, state.webhooks);
  else if (route === "GET /_received") sendJson(exchange, 200, [...state.received.values()]);
  else if (route === "GET /_idle") {
    await until(state, () => state.busy === 0, "the simulator to be idle", 300_000);
    sendJson(exchange, 200, { idle: true });
  } else if (route === "POST /_control") {
    const control = Control.safeParse(parseJson(exchange.body));
    if (!control.success) {
      sendError(exchange, "validation_error", { message: z.prettifyError(control.error) });
      return true;
    }
    applyControl(state, control.data);
    sendJson(exchange, 200, { ok: true });
  } else return false;
  return true;
}
