import { z } from "zod";
import { CustomerView, TimelineEntry } from "@/lib/core/customer-views";
import type { CustomerExport, CustomerQuery, TimelineQuery } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { EvidenceRecord } from "@/lib/core/evidence";
import { type Client, type Tables, unwrap } from "./client";
import type { Database } from "./database.types";
import { COUNTED, digitsIn, given } from "./search";

export type Customer = Omit<
  Tables<"customers">,
  | "phone_hash"
  | "email_hash"
  | "search_text"
  | "latest_lead_id"
  | "call_consent"
  | "call_marketing_consent"
  | "place_key"
>;
/** The columns are named: what is kept for the gate and for searches leaves the database in no answer. */
const COLUMNS =
  "id, user_id, name, phone, email, region, postcode, regions, place_sources, time_zones, zone_source, language, tags, phone_invalid_at, sms_invalid_at, email_invalid_at, reply_waiting_since, lead_count, first_lead_at, last_lead_at, last_answered_at, last_contact_at, list_stops, created_at, updated_at";
type Columns = Omit<Database["public"]["Tables"]["customers"]["Insert"], "user_id" | "id">;

const { blocked: _, ...listed } = CustomerView.shape;
const Row = z.object(listed);
/** A customer of the list, before the gate was asked. */
export type CustomerRow = z.infer<typeof Row>;
const Page = z.object({ rows: z.array(Row), total: z.int().nullable() });
const Entries = z.array(TimelineEntry);

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** What was asked for, as the function takes it. */
const matching = ({ search, tag, region, state }: CustomerExport) =>
  given({ p_search: search, p_digits: digitsIn(search), p_tag: tag, p_region: region, p_state: state });

/** Customers, as far as the client may see them. */
export const customersData = (client: Client) => ({
  /** @returns one page and how many match; `more` says that there are more than `total`. Another account has none. */
  async list(accountId: string, query: CustomerQuery): Promise<{ rows: CustomerRow[]; total: number; more?: true }> {
    const { sort = "last_contact", limit: p_limit, offset: p_offset } = query;
    const p_descending = (query.direction ?? (sort === "name" ? "asc" : "desc")) === "desc";
    const args = { p_user_id: accountId, p_limit, p_offset, p_sort: sort, p_descending, ...matching(query) };
    const { rows, total } = Page.parse(unwrap(await client.rpc("list_customers", args)));
    return { rows, total: total ?? rows.length, ...(query.search && total === COUNTED ? { more: true } : {}) };
  },

  /** How many have a number and no known place, so that nobody may call them. */
  async countUnplaced(accountId: string): Promise<number> {
    const args = { p_user_id: accountId, p_limit: 1, p_offset: 0, p_sort: "created", p_descending: true };
    const answer = await client.rpc("list_customers", { ...args, p_state: "unknown_time_zone" });
    return Page.parse(unwrap(answer)).total ?? 0;
  },

  /** All that match, in the order of their ids. @param after the last id that was read; null: from the first */
  async after(accountId: string, query: CustomerExport, after: string | null, limit: number): Promise<CustomerRow[]> {
    const args = { p_user_id: accountId, p_limit: limit, p_offset: 0, p_sort: "name", p_descending: false };
    const answer = await client.rpc("list_customers", { ...args, ...matching(query), p_after: after ?? BEFORE_ALL });
    return Page.parse(unwrap(answer)).rows;
  },

  /** @throws AppError not_found also for another account's customer */
  async get(id: string): Promise<Customer> {
    const found = unwrap(await client.from("customers").select(COLUMNS).eq("id", id).maybeSingle());
    if (!found) throw new AppError("not_found");
    return found;
  },

  /** Whether the account has anybody. */
  async any(accountId: string): Promise<boolean> {
    return unwrap(await client.from("customers").select("id").eq("user_id", accountId).limit(1)).length > 0;
  },

  /** Whom a contact belongs to; null: nobody of the account. */
  async holderOf(accountId: string, column: "phone" | "email", contact: string) {
    return unwrap(
      await client
        .from("customers")
        .select("id, name")
        .eq("user_id", accountId)
        .filter(column, "eq", contact)
        .maybeSingle(),
    );
  },

  /** @returns the id, or `taken`: somebody else got the contact at the same moment. */
  async create(accountId: string, columns: Columns): Promise<string | "taken"> {
    const answer = await client
      .from("customers")
      .insert({ ...columns, user_id: accountId })
      .select("id")
      .single();
    return answer.error?.code === "23505" ? "taken" : unwrap(answer).id;
  },

  /** @throws AppError not_found */
  async update(id: string, columns: Columns): Promise<"done" | "taken"> {
    const answer = await client.from("customers").update(columns).eq("id", id).select("id");
    if (answer.error?.code === "23505") return "taken";
    if (unwrap(answer).length === 0) throw new AppError("not_found");
    return "done";
  },

  /** What happened, latest first; one more than was asked for shows that there is more. */
  async timeline(id: string, { limit, before, before_key }: TimelineQuery): Promise<TimelineEntry[]> {
    const from = before && before_key ? { p_before: before, p_before_key: before_key } : {};
    const args = { p_customer: id, p_limit: limit + 1, ...from };
    return Entries.parse(unwrap(await client.rpc("customer_timeline", args)));
  },

  /** All that is known of what was done with the customer. @throws AppError not_found */
  async evidence(id: string): Promise<EvidenceRecord> {
    const found = unwrap(await client.rpc("customer_evidence", { p_customer: id }));
    if (found === null) throw new AppError("not_found");
    return EvidenceRecord.parse(found);
  },
});
export type CustomersData = ReturnType<typeof customersData>;
