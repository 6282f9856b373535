import { z } from "zod";
import { type Client, unwrap } from "./client";

const Payload = z.record(z.string(), z.json());
const StoredEvent = z.object({
  id: z.number(),
  provider: z.enum(["vapi", "twilio", "resend"]),
  payload: Payload,
  tries: z.number(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

/** The webhook inbox. Service role only. */
export const eventsData = (client: Client) => ({
  /** Stores an event once. @returns its id, or null when it is there already. `nextTryAt` is when the sweep takes it up if nobody did. */
  async store(
    event: {
      provider: "vapi" | "twilio" | "resend";
      eventKey: string;
      payload: Record<string, unknown>;
      attemptId: string | null;
    },
    now: Date,
    nextTryAt: Date,
  ): Promise<number | null> {
    const row = {
      provider: event.provider,
      event_key: event.eventKey,
      payload: Payload.parse(event.payload),
      attempt_id: event.attemptId,
      received_at: now.toISOString(),
      next_try_at: nextTryAt.toISOString(),
    };
    const rows = unwrap(
      await client
        .from("provider_events")
        .upsert(row, { onConflict: "provider,event_key", ignoreDuplicates: true })
        .select("id"),
    );
    return rows[0]?.id ?? null;
  },

  async get(id: number): Promise<StoredEvent | null> {
    const found = unwrap(
      await client
        .from("provider_events")
        .select("id, provider, payload, tries")
        .eq("id", id)
        .is("processed_at", null)
        .maybeSingle(),
    );
    return found ? StoredEvent.parse(found) : null;
  },

  /** Events that wait to be applied, each lent to this caller for a minute. */
  async lease(now: Date, limit: number): Promise<StoredEvent[]> {
    const rows = unwrap(await client.rpc("lease_events", { p_now: now.toISOString(), p_limit: limit }));
    return rows.map((row) => StoredEvent.parse(row));
  },

  async applied(id: number, now: Date): Promise<void> {
    unwrap(
      await client
        .from("provider_events")
        .update({ processed_at: now.toISOString(), error: null })
        .eq("id", id)
        .select("id"),
    );
  },

  async failed(id: number, error: string, nextTryAt: Date): Promise<void> {
    const change = { error: error.slice(0, 500), next_try_at: nextTryAt.toISOString() };
    unwrap(await client.from("provider_events").update(change).eq("id", id).is("processed_at", null).select("id"));
  },
});
export type EventsData = ReturnType<typeof eventsData>;
