import type { PreviewPerson } from "@/lib/core/content-preview";
import type { Criteria } from "@/lib/core/criteria";
import { type Client, unwrap } from "./client";

export type SampleCustomer = PreviewPerson & { customer_id: string };

/** For whom a text is filled in while it is written. Service role only: the caller has checked the account. */
export const contentPreviewData = (client: Client) => ({
  /** The first ten customers who match, in the order in which a campaign calls them, or those of `customerIds` that exist. */
  async sample(
    accountId: string,
    who: { criteria: Criteria } | { customerIds: string[] },
    now: Date,
  ): Promise<SampleCustomer[]> {
    const args = { p_user_id: accountId, p_now: now.toISOString() };
    return unwrap(
      await client.rpc(
        "sample_customers",
        "criteria" in who
          ? { ...args, p_criteria: who.criteria }
          : { ...args, p_criteria: {}, p_customers: who.customerIds },
      ),
    );
  },
});
export type ContentPreviewData = ReturnType<typeof contentPreviewData>;
