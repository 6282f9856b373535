import { z } from "zod";
import { type Exchange, parseJson, sendError, sendJson } from "./routes";
import { type SimState, until } from "./state";
import { Fault, PersonaMap, WebhookFaults } from "./types";

/** `POST /_control`: everything that a test in another process may change. Each key replaces what was set before,
 *  except `failNext`, which is added to the faults. */
export const Control = z.strictObject({
  faults: z.array(Fault).optional(),
  failNext: Fault.optional(),
  webhookFaults: WebhookFaults.partial().optional(),
  personas: PersonaMap.optional(),
  concurrency: z.number().int().min(0).optional(),
  speed: z.number().positive().optional(),
  /** true: no ringing call is answered until it is false again. */
  hold: z.boolean().optional(),
  /** Ids of assistants and phone numbers that Vapi does not know; every other UUID names one. */
  missing: z.array(z.string()).optional(),
});
export type Control = z.infer<typeof Control>;

export function applyControl(state: SimState, control: Control): void {
  if (control.faults) state.faults = [...control.faults];
  if (control.failNext) state.faults.push(control.failNext);
  if (control.webhookFaults) state.webhookFaults = { duplicate: 0, reorder: 0, drop: 0, ...control.webhookFaults };
  if (control.personas) state.personas = control.personas;
  if (control.concurrency !== undefined) state.concurrency = control.concurrency;
  if (control.speed !== undefined) state.speed = control.speed;
  if (control.hold !== undefined) state.held = control.hold;
  if (control.missing) state.missing = new Set(control.missing);
  state.changed();
}

/** The simulator's own paths; they need no key, since they listen on loopback only. Returns whether it was one of them. */
export async function handleControl(state: SimState, exchange: Exchange): Promise<boolean> {
  const route = `${exchange.request.method} ${exchange.url.pathname}`;
  if (route === "GET /_calls")
    sendJson(
      exchange,
      200,
      [...state.calls.values()].map(({ sim }) => sim),
    );
  else if (route === "GET /_requests") sendJson(exchange, 200, state.requests);
  else if (route === "GET /_webhooks") sendJson(exchange, 200, state.webhooks);
  else if (route === "GET /_idle") {
    await until(state, () => state.busy === 0, "the simulator to be idle", 300_000);
    sendJson(exchange, 200, { idle: true });
  } else if (route === "POST /_control") {
    const control = Control.safeParse(parseJson(exchange.body));
    if (!control.success) {
      sendError(exchange, 400, z.prettifyError(control.error));
      return true;
    }
    applyControl(state, control.data);
    sendJson(exchange, 200, { ok: true });
  } else return false;
  return true;
}
