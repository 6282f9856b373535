import { withClient } from "@/local/postgres/prepare";
import type { App } from "./app";

/** Customers with a lead long ago and a tag of their own, in the one time zone of the salon's. */
const GUESTS = `
  with account as (select user_id, id as agent_id from agents limit 1), before as (select count(*)::integer as n from customers),
  made as (
    insert into customers (user_id, name, phone, email, tags)
      select user_id, 'Guest ' || before.n + k, '+1212' || 3000000 + before.n + k, 'guest' || before.n + k || '@mail.test', array[$2]
      from account, before, generate_series(1, $1::integer) k
      returning id, user_id, phone
  ), agreed as (
    insert into consents (user_id, customer_id, channel, basis, wording, wording_version, source, obtained_at)
      select user_id, id, 'call', 'express_written', 'I agree to be called, also by an AI assistant.', 'v1', 'booking form', '2025-02-03' from made
  )
  insert into leads (agent_id, customer_id, customer_phone, status, created_at)
  select agent_id, made.id, phone, 'Closed', '2025-02-03' from made, account`;

/** Adds customers whom no other scenario contacts, so that the order of scenarios is no matter.
 *  @returns criteria that they alone match */
export async function guests(app: App, tag: string, count: number): Promise<{ tags: string[] }> {
  await withClient(app.stack.databaseUrl, (client) => client.query(GUESTS, [count, tag]));
  return { tags: [tag] };
}
