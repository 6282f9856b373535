import { z } from "zod";
import { type Client, type Json, readAnswer, unwrap } from "./client";

/** Who it is about: E.164, lower-cased. */
export interface ContactOf {
  phone: string | null;
  email: string | null;
}

export interface ConsentToRecord {
  /** Unique in the customer. */
  key: string;
  channel: string;
  basis: string;
  purpose: string;
  wording: string | null;
  wording_version: string | null;
  source: string;
  evidence: Record<string, Json>;
  obtained_at: string;
}

export const Recorded = z.object({ id: z.string(), customer_id: z.string(), is_new: z.boolean() });
export type Recorded = z.infer<typeof Recorded>;

const contactOf = ({ phone, email }: ContactOf) => ({
  ...(phone === null ? {} : { p_phone: phone }),
  ...(email === null ? {} : { p_email: email }),
});
const actorOf = (actorId: string | null) => (actorId === null ? {} : { p_actor: actorId });

/** Consents by phone number or email address, and the keys of other programs. Service role only: the caller has made sure that the
 *  account is the one that asks. */
export const agreementsData = (client: Client) => ({
  /** @param newName makes a customer where there is none. @throws AppError customer_not_found, consent_withdrawn */
  async record(
    account: { accountId: string; actorId: string | null; now: Date },
    contact: ContactOf,
    consent: ConsentToRecord,
    newName: string | null,
  ): Promise<Recorded> {
    const args = {
      ...{ p_user_id: account.accountId, p_now: account.now.toISOString(), p_consent: { ...consent } },
      ...{ ...contactOf(contact), ...actorOf(account.actorId), ...(newName === null ? {} : { p_name: newName }) },
    };
    return readAnswer(Recorded, unwrap(await client.rpc("record_consent", args)));
  },

  /** @returns how many. @throws AppError customer_not_found */
  async withdraw(
    account: { accountId: string; actorId: string | null; now: Date },
    contact: ContactOf,
    channel: string,
  ): Promise<number> {
    const args = { p_user_id: account.accountId, p_channel: channel, p_now: account.now.toISOString() };
    const answer = unwrap(
      await client.rpc("withdraw_consents", { ...args, ...contactOf(contact), ...actorOf(account.actorId) }),
    );
    return readAnswer(z.int(), answer);
  },

  /** Whose key this is; null: nobody's. @param hash SHA-256, in hex */
  async accountOfKey(hash: string, now: Date): Promise<string | null> {
    return readAnswer(
      z.string().nullable(),
      unwrap(await client.rpc("account_of_key", { p_hash: hash, p_now: now.toISOString() })),
    );
  },

  /** In place of the key before; null takes that one away.
   *  @param replaces how the key begins that is known to be there; null: none @throws AppError not_allowed, api_key_changed */
  async setKey(
    who: { accountId: string; actorId: string; now: Date },
    key: { hash: string; shown: string; replaces: string | null } | null,
  ): Promise<void> {
    const args = { p_user_id: who.accountId, p_actor: who.actorId, p_now: who.now.toISOString() };
    const made = key && { p_hash: key.hash, p_shown: key.shown, ...(key.replaces && { p_replaces: key.replaces }) };
    unwrap(await client.rpc("set_api_key", { ...args, ...made }));
  },
});
export type AgreementsData = ReturnType<typeof agreementsData>;
