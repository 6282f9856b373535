import { z } from "zod";
import { type Client, unwrap } from "./client";

const Payload = z.record(z.string(), z.json());
const StoredEvent = z.object({
  id: z.number(),
  provider: z.enum(["vapi", "twilio", "resend", "link"]),
  payload: Payload,
  tries: z.number(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

export interface EventToStore {
  provider: StoredEvent["provider"];
  eventKey: string;
  payload: Record<string, unknown>;
  attemptId: string | null;
  receivedAt: Date;
  /** When the sweep takes it up if nobody did. */
  nextTryAt: Date;
}

/** The webhook inbox. Service role only. */
export const eventsData = (client: Client) => ({
  /** Stores an event once. @returns its id, or null when it is there already. `nextTryAt` is when the sweep takes it up if nobody did. */
  async store(
    event: {
      provider: "vapi" | "twilio" | "resend" | "link";
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

  /** Those of message providers. */
  async leaseMessages(now: Date, limit: number): Promise<StoredEvent[]> {
    const rows = unwrap(await client.rpc("lease_message_events", { p_now: now.toISOString(), p_limit: limit }));
    return rows.map((row) => StoredEvent.parse(row));
  },

  /** Stores many at once, each once. @returns the id of each, or null for one that is there already. */
  async storeMany(events: readonly EventToStore[]): Promise<(number | null)[]> {
    const rows = events.map((event) => ({
      provider: event.provider,
      event_key: event.eventKey,
      payload: Payload.parse(event.payload),
      attempt_id: event.attemptId,
      received_at: event.receivedAt.toISOString(),
      next_try_at: event.nextTryAt.toISOString(),
    }));
    // Twice the same in one statement would be once: the first of them has it.
    const first = new Map<string, number>(
      rows.map((row, n) => [`${row.provider} ${row.event_key}`, n] as const).reverse(),
    );
    const stored = unwrap(
      await client
        .from("provider_events")
        .upsert(
          rows.filter((row, n) => first.get(`${row.provider} ${row.event_key}`) === n),
          { onConflict: "provider,event_key", ignoreDuplicates: true },
        )
        .select("id, provider, event_key"),
    );
    const ids = new Map<string, number>(stored.map((row) => [`${row.provider} ${row.event_key}`, row.id]));
    return rows.map((row, n) => {
      const key = `${row.provider} ${row.event_key}`;
      return first.get(key) === n ? (ids.get(key) ?? null) : null;
    });
  },

  async appliedMany(ids: readonly number[], now: Date): Promise<void> {
    for (let from = 0; from < ids.length; from += 100)
      unwrap(
        await client
          .from("provider_events")
          .update({ processed_at: now.toISOString(), error: null })
          .in("id", ids.slice(from, from + 100))
          .select("id"),
      );
  },

  /** @param more `forget` the words of it, which are kept elsewhere now */
  async applied(id: number, now: Date, { forget = false } = {}): Promise<void> {
    unwrap(
      await client
        .from("provider_events")
        .update({ processed_at: now.toISOString(), error: null, ...(forget && { payload: {} }) })
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
