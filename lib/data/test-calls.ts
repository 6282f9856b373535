import { z } from "zod";
import type { Disposition } from "@/lib/core/call";
import { AppError } from "@/lib/core/errors";
import { type Client, type Tables, unwrap } from "./client";

export type TestCall = Omit<Tables<"test_calls">, "phone_hash">;
const COLUMNS =
  "id, user_id, campaign_id, actor_id, request_key, phone_last4, assistant_id, provider, provider_ref, state, disposition, duration_seconds, cost, begun_at, expires_at, ended_at, created_at";

/** Test calls, as far as the client may see them. */
export const testCallsData = (client: Client) => ({
  async get(id: string): Promise<TestCall | null> {
    return unwrap(await client.from("test_calls").select(COLUMNS).eq("id", id).maybeSingle());
  },
});
export type TestCallsData = ReturnType<typeof testCallsData>;

const REFUSALS = [
  "test_number_opted_out",
  "test_number_of_customer",
  "test_number_on_list",
  "test_call_under_way",
  "test_call_limit",
  "test_call_no_line",
] as const;
const Begun = z.discriminatedUnion("decision", [
  z.object({ decision: z.enum(["go", "known"]), id: z.uuid() }),
  z.object({ decision: z.literal("refuse"), code: z.enum(REFUSALS), next_at: z.string().nullish() }),
]);
export type BegunTestCall = z.infer<typeof Begun>;

export interface NewTestCall {
  accountId: string;
  actorId: string;
  campaignId: string | null;
  requestKey: string;
  /** E.164. */
  phone: string;
  assistantId: string;
  maxSeconds: number;
}

/** How test calls are written down. Service role only: the caller has checked that account and campaign are the person's. */
export const testCallWrites = (client: Client) => ({
  /** Writes the intent down, or says why there is no call; `known` when this request has made its call already. */
  async begin(call: NewTestCall, now: Date): Promise<BegunTestCall> {
    const args = {
      p_user_id: call.accountId,
      p_actor: call.actorId,
      p_request_key: call.requestKey,
      p_phone: call.phone,
      p_assistant_id: call.assistantId,
      p_seconds: call.maxSeconds,
      p_now: now.toISOString(),
      ...(call.campaignId ? { p_campaign: call.campaignId } : {}),
    };
    const parsed = Begun.safeParse(unwrap(await client.rpc("begin_test_call", args)));
    if (!parsed.success) throw new AppError("internal", undefined, { cause: parsed.error });
    return parsed.data;
  },

  /** The provider has the call. */
  async dispatched(id: string, providerRef: string): Promise<void> {
    unwrap(
      await client
        .from("test_calls")
        .update({ state: "dispatched", provider_ref: providerRef })
        .eq("id", id)
        .in("state", ["begun", "unknown"])
        .select("id"),
    );
  },

  /** Only the provider knows whether the phone rings. */
  async doubt(id: string): Promise<void> {
    unwrap(await client.from("test_calls").update({ state: "unknown" }).eq("id", id).eq("state", "begun").select("id"));
  },

  /** What became of it; a second end changes nothing. @returns whether there was such a call under way */
  async ended(
    id: string,
    end: { disposition: Disposition; durationSeconds: number | null; costUsd: number | null },
    now: Date,
  ): Promise<boolean> {
    const change = {
      state: "ended",
      disposition: end.disposition,
      duration_seconds: end.durationSeconds,
      cost: end.costUsd,
      ended_at: now.toISOString(),
    };
    const rows = unwrap(await client.from("test_calls").update(change).eq("id", id).neq("state", "ended").select("id"));
    return rows.length > 0;
  },

  async exists(id: string): Promise<boolean> {
    return unwrap(await client.from("test_calls").select("id").eq("id", id).maybeSingle()) !== null;
  },
});
export type TestCallWrites = ReturnType<typeof testCallWrites>;
