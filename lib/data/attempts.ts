import { type Client, type Tables, unwrap } from "./client";

export type Attempt = Tables<"outreach_attempts">;
export type AttemptEvent = Tables<"attempt_events">;
export type Inbound = Pick<Tables<"inbound_messages">, "id" | "kind" | "subject" | "body" | "received_at">;
export type AttemptDetail = Attempt & { events: AttemptEvent[]; lead: { id: string } | null; inbound: Inbound[] };

/** What a file tells of an attempt; the conversation is read where it is heard. */
export type ExportedAttempt = Pick<
  Attempt,
  | ("id" | "reserved_at" | "begun_at" | "started_at" | "number" | "channel" | "state" | "disposition" | "outcome")
  | ("sentiment" | "duration_seconds" | "cost" | "summary" | "recording_url" | "error")
> & { recipient: Pick<Tables<"campaign_recipients">, "name" | "phone" | "email"> };

const EXPORTED =
  "id, reserved_at, begun_at, started_at, number, channel, state, disposition, outcome, sentiment, duration_seconds, cost, summary, recording_url, error, recipient:campaign_recipients!inner(name, phone, email)";
const DETAIL =
  "*, events:attempt_events(*), lead:leads(id), inbound:inbound_messages(id, kind, subject, body, received_at)";

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

  /** A campaign's attempts for a file, first to last by their reservation. @returns `most` at most, after `last` */
  async exportPage(campaignId: string, last: ExportedAttempt | null, most: number): Promise<ExportedAttempt[]> {
    let select = client.from("outreach_attempts").select(EXPORTED).eq("campaign_id", campaignId);
    // The first condition finds its place in the index; many were reserved at the same instant.
    if (last)
      select = select.gte("reserved_at", last.reserved_at).or(`reserved_at.gt."${last.reserved_at}",id.gt.${last.id}`);
    return unwrap(await select.order("reserved_at").order("id").limit(most));
  },

  async get(id: string): Promise<AttemptDetail | null> {
    return unwrap(
      await client
        .from("outreach_attempts")
        .select(DETAIL)
        .eq("id", id)
        .order("at", { referencedTable: "attempt_events" })
        .order("id", { referencedTable: "attempt_events" })
        .order("received_at", { referencedTable: "inbound_messages" })
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
