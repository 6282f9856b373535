import { z } from "zod";
import { ConsentView } from "@/lib/core/customer-views";
import type { NewConsent } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { type Client, unwrap } from "./client";

const said = z.string().optional().catch(undefined);
const Rows = z.array(z.looseObject({ evidence: z.unknown() }));
const Evidence = z.object({ by: said, method: said, reference: said });

/** Consents of customers, as far as the client may see them. Nothing is ever deleted. */
export const consentsData = (client: Client) => ({
  /** Latest first, the revoked ones too. */
  async ofCustomer(customerId: string): Promise<ConsentView[]> {
    const rows = Rows.parse(unwrap(await client.rpc("consents_of", { p_customer: customerId })));
    return rows.map(({ evidence, ...row }) => {
      const { by = null, method = null, reference = null } = Evidence.safeParse(evidence).data ?? {};
      return ConsentView.parse({ ...row, by, method: method === "page" ? null : method, reference });
    });
  },

  /** @param by email of the person who writes it down */
  async add(customer: { id: string; user_id: string }, consent: NewConsent, by: string): Promise<string> {
    const row = { ...consent, user_id: customer.user_id, customer_id: customer.id, evidence: { by } };
    return unwrap(await client.from("consents").insert(row).select("id").single()).id;
  },

  /** Revokes one that is in force, once. @throws AppError not_found when the customer has none such */
  async revoke(customerId: string, id: string, now: Date): Promise<void> {
    const revoking = client.from("consents").update({ revoked_at: now.toISOString() });
    const rows = unwrap(await revoking.eq("customer_id", customerId).eq("id", id).is("revoked_at", null).select("id"));
    if (rows.length === 0) throw new AppError("not_found");
  },
});
export type ConsentsData = ReturnType<typeof consentsData>;
