import type { Pool } from "pg";

/** Puts down for every customer of the account who agreed to nothing yet that they agreed in writing to calls for marketing, long ago. */
export async function agreeToCalls(pool: Pool, accountId: string): Promise<void> {
  await pool.query(
    `insert into consents (user_id, customer_id, channel, basis, wording, wording_version, source, obtained_at)
     select c.user_id, c.id, 'call', 'express_written', 'I agree to be called, also by an AI assistant.', 'v1', 'booking form', '2025-01-15'
     from customers c where c.user_id = $1 and not exists (select from consents k where k.customer_id = c.id)`,
    [accountId],
  );
}
