import { z } from "zod";
import { ContactVerdict } from "@/lib/core/contact-states";
import { Erased } from "@/lib/core/customer-views";
import { AddedOptOuts } from "@/lib/core/opt-out-views";
import { type Client, unwrap } from "./client";

/** Who acts, for which account, and when. The caller has made sure that the account is the person's. */
export interface Acting {
  accountId: string;
  /** The person. */
  actorId: string;
  now: Date;
}

type Detail = string | number | boolean;

export const actingArgs = ({ accountId, actorId, now }: Acting) => ({
  p_user_id: accountId,
  p_actor: actorId,
  p_now: now.toISOString(),
});
const given = (note: string | null) => (note ? { p_note: note } : {});

/** What is done for a person with the engine's identity, since no client may. Service role only. */
export const peopleData = (client: Client) => ({
  /** Why each of these customers can't be called now or later, as the gate says; absent: nothing keeps them. */
  async blocked(accountId: string, ids: string[], now: Date): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const args = { p_user_id: accountId, p_customers: ids, p_now: now.toISOString() };
    const rows: { customer_id: string; reason: string | null }[] = unwrap(await client.rpc("customer_states", args));
    return new Map(
      rows.flatMap(({ customer_id, reason }) => (reason === null ? [] : [[customer_id, reason] as const])),
    );
  },

  /** What the gate says of contacting the customer with an offer now, over each channel; none where the account has no such customer. */
  async contactStates(accountId: string, customerId: string, now: Date): Promise<ContactVerdict[]> {
    const args = { p_user_id: accountId, p_customer: customerId, p_now: now.toISOString() };
    return z.array(ContactVerdict).parse(unwrap(await client.rpc("contact_states", args)));
  },

  /** The zones of a state or country; null when there are too many, or none is known. */
  async zonesOf(region: string): Promise<string[] | null> {
    return z
      .array(z.string())
      .nullable()
      .parse(unwrap(await client.rpc("zones_of_region", { p_region: region })));
  },

  /** @returns how many of the customer's contacts were not held back before. @throws AppError not_found */
  async optOut(
    who: Acting,
    customerId: string,
    optOut: { channel: string; reason: string; note: string | null },
  ): Promise<number> {
    const { channel: p_channel, reason: p_reason, note } = optOut;
    const args = { ...actingArgs(who), p_customer: customerId, p_channel, p_reason, ...given(note) };
    return z.int().parse(unwrap(await client.rpc("opt_out_customer", args)));
  },

  /** Adds contacts that are normalised. With `commit: false` they are only counted. */
  async suppress(
    who: Acting,
    contacts: string[],
    optOut: { channel: string; reason: string; source: string; note: string | null; commit: boolean },
  ): Promise<AddedOptOuts> {
    const { channel: p_channel, reason: p_reason, source: p_source, note, commit: p_commit } = optOut;
    const args = { ...actingArgs(who), p_contacts: contacts, p_channel, p_reason, p_source, p_commit, ...given(note) };
    return AddedOptOuts.parse(unwrap(await client.rpc("add_suppressions", args)));
  },

  /** @returns how many others still hold the contact or its customer back. @throws AppError not_found, opt_out_lifted */
  async lift(who: Acting, id: string, reason: string): Promise<number> {
    return z
      .int()
      .parse(unwrap(await client.rpc("lift_suppression", { ...actingArgs(who), p_id: id, p_reason: reason })));
  },

  /** @throws AppError not_found, call_under_way */
  async erase(who: Acting, customerId: string, optOut: boolean): Promise<z.infer<typeof Erased>> {
    const args = { ...actingArgs(who), p_customer: customerId, p_opt_out: optOut };
    return Erased.parse(unwrap(await client.rpc("erase_customer", args)));
  },

  /** Writes one line into the audit log. No contact and no words of a customer belong into `detail`. */
  async record(
    { accountId, actorId, now }: Acting,
    { entityId, ...line }: { action: string; entity: string; entityId: string | null; detail: Record<string, Detail> },
  ): Promise<void> {
    const row = { user_id: accountId, actor_id: actorId, entity_id: entityId, ...line, at: now.toISOString() };
    unwrap(await client.from("audit_log").insert(row).select("id"));
  },

  /** Writes down what was done to the list of opt-outs as a whole. */
  async note(who: Acting, action: string, detail: Record<string, Detail>): Promise<void> {
    await this.record(who, { action, entity: "opt_outs", entityId: null, detail });
  },
});
export type PeopleData = ReturnType<typeof peopleData>;
