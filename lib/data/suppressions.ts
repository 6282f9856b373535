import { z } from "zod";
import { type OptOutPage, OptOutView } from "@/lib/core/opt-out-views";
import type { OptOutExport, OptOutQuery } from "@/lib/core/opt-outs";
import { type Client, unwrap } from "./client";
import { COUNTED, digitsIn, given } from "./search";

const Page = z.object({ rows: z.array(OptOutView), total: z.int().nullable() });
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

const matching = ({ search, channel, reason, state }: OptOutExport) =>
  given({ p_words: search, p_digits: digitsIn(search), p_channel: channel, p_reason: reason, p_state: state });

/** Opt-outs, as far as the client may see them. */
export const suppressionsData = (client: Client) => ({
  /** @returns one page, latest first unless told, and how many match; `more` says that there are more than `total`. Another account
   *  has none. */
  async list(accountId: string, query: OptOutQuery): Promise<OptOutPage> {
    const { limit: p_limit, offset: p_offset, direction } = query;
    const args = { p_user_id: accountId, p_limit, p_offset, p_descending: direction !== "asc", ...matching(query) };
    const { rows, total } = Page.parse(unwrap(await client.rpc("list_suppressions", args)));
    return { rows, total: total ?? rows.length, ...(query.search && total === COUNTED ? { more: true } : {}) };
  },

  /** All that match, in the order of their ids. @param after the last id that was read; null: from the first */
  async after(accountId: string, query: OptOutExport, after: string | null, limit: number): Promise<OptOutView[]> {
    const args = { p_user_id: accountId, p_limit: limit, p_offset: 0, p_descending: false, ...matching(query) };
    return Page.parse(unwrap(await client.rpc("list_suppressions", { ...args, p_after: after ?? BEFORE_ALL }))).rows;
  },

  /** What is written of a customer, or of the number or address alone; latest first. */
  async ofCustomer(customer: { id: string; user_id: string; phone: string | null; email: string | null }) {
    const contacts = [customer.phone, customer.email].filter((contact) => contact !== null);
    const quoted = contacts.map((contact) => `"${contact.replace(/[\\"]/g, (c) => `\\${c}`)}"`).join(",");
    const unnamed = contacts.length > 0 ? `,and(customer_id.is.null,contact.in.(${quoted}))` : "";
    const rows = unwrap(
      await client
        .from("suppressions")
        .select("id, contact, channel, reason, source, evidence, at, lifted_at, lift_reason")
        .eq("user_id", customer.user_id)
        .or(`customer_id.eq.${customer.id}${unnamed}`)
        .order("at", { ascending: false })
        .limit(100),
    );
    const evidences = rows.map(({ evidence }) => Evidence.parse(evidence));
    const said = await wordsOf(client, evidences);
    return rows.map(({ evidence: _, ...row }, at) => {
      const { attempt_id = null, by = null, note = null, method = null, message_id = "" } = evidences[at] ?? {};
      const more = { attempt_id, by, note, method, said: said.get(message_id) ?? null };
      return OptOutView.parse({ ...row, ...more, customer_id: customer.id, customer: null });
    });
  },
});
export type SuppressionsData = ReturnType<typeof suppressionsData>;

const Evidence = z.object({
  attempt_id: z.string().optional(),
  by: z.string().optional(),
  note: z.string().optional(),
  method: z.string().optional(),
  message_id: z.uuid().optional(),
});

/** What was written, by the id of the message. */
async function wordsOf(client: Client, evidences: z.infer<typeof Evidence>[]): Promise<Map<string, string>> {
  const ids = evidences.flatMap(({ message_id }) => message_id ?? []);
  if (ids.length === 0) return new Map();
  const rows = unwrap(
    await client
      .from("inbound_messages")
      .select("id, body")
      .in("id", [...new Set(ids)]),
  );
  return new Map(rows.flatMap(({ id, body }) => (body === null ? [] : [[id, body.slice(0, 300)] as const])));
}
