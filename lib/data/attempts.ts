import { type Client, type Tables, unwrap } from "./client";

export type Attempt = Tables<"outreach_attempts">;
export type AttemptEvent = Tables<"attempt_events">;
export type AttemptDetail = Attempt & { events: AttemptEvent[]; lead: { id: string } | null };

const DETAIL = "*, events:attempt_events(*), lead:leads(id)";

/** Attempts with their timelines, as far as the client may see them. */
export const attemptsData = (client: Client) => ({
  /** All attempts of a recipient, first to last. */
  async ofRecipient(recipientId: string): Promise<AttemptDetail[]> {
    return unwrap(
      await client
        .from("outreach_attempts")
        .select(DETAIL)
        .eq("recipient_id", recipientId)
        .order("reserved_at")
        .order("number")
        .order("at", { referencedTable: "attempt_events" })
        .order("id", { referencedTable: "attempt_events" }),
    );
  },

  async get(id: string): Promise<AttemptDetail | null> {
    return unwrap(
      await client
        .from("outreach_attempts")
        .select(DETAIL)
        .eq("id", id)
        .order("at", { referencedTable: "attempt_events" })
        .order("id", { referencedTable: "attempt_events" })
        .maybeSingle(),
    );
  },

  /** Which attempt a provider's contact belongs to, for providers that do not repeat our id. */
  async idByRef(provider: string, providerRef: string): Promise<string | null> {
    const answer = await client
      .from("outreach_attempts")
      .select("id")
      .eq("provider", provider)
      .eq("provider_ref", providerRef)
      .maybeSingle();
    return unwrap(answer)?.id ?? null;
  },
});
export type AttemptsData = ReturnType<typeof attemptsData>;
