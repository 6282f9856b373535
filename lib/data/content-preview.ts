import { z } from "zod";
import type { PreviewPerson } from "@/lib/core/content-preview";
import type { Criteria } from "@/lib/core/criteria";
import { RecordingPlan } from "@/lib/core/recording";
import type { Channel } from "@/lib/core/words";
import { type Client, unwrap } from "./client";

export type SampleCustomer = PreviewPerson & { customer_id: string };

const count = z.int();
const Missing = z.object({ people: count, customer_name: count, last_visit: count, service_type: count });
const MissingValues = z.object({ phone: Missing, email: Missing });

/** For whom a text is filled in while it is written. Service role only: the caller has checked the account. */
export const contentPreviewData = (client: Client) => ({
  /** The first ten customers who match and can be reached over the channel, in the order in which a campaign contacts them, or those of `customerIds` that exist. */
  async sample(
    accountId: string,
    who: { criteria: Criteria; channel?: Channel } | { customerIds: string[] },
    now: Date,
  ): Promise<SampleCustomer[]> {
    const args = { p_user_id: accountId, p_now: now.toISOString() };
    return unwrap(
      await client.rpc(
        "sample_customers",
        "criteria" in who
          ? { ...args, p_criteria: who.criteria, p_channel: who.channel ?? "call" }
          : { ...args, p_criteria: {}, p_customers: who.customerIds },
      ),
    );
  },

  /** What would be said about recording, and kept, of a call to each of these. */
  async recordingPlans(accountId: string, customerIds: string[]): Promise<Map<string, RecordingPlan>> {
    const rows = unwrap(await client.rpc("recording_plans", { p_user_id: accountId, p_customers: customerIds }));
    return new Map(rows.map(({ customer_id, recording }) => [customer_id, RecordingPlan.parse(recording)]));
  },

  /** Of all who match: how many have a phone, or an email address, and how many of these lack a value. */
  async missing(accountId: string, criteria: Criteria, now: Date): Promise<z.infer<typeof MissingValues>> {
    const args = { p_user_id: accountId, p_criteria: criteria, p_now: now.toISOString() };
    return MissingValues.parse(unwrap(await client.rpc("missing_values", args)));
  },
});
export type ContentPreviewData = ReturnType<typeof contentPreviewData>;
