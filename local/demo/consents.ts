import { withClient } from "../postgres/prepare";

const WORDING =
  "By ticking this box I agree that Bella Salon may call and text me at the number above about offers and appointments, also with an automated system and an artificial voice. I need not agree in order to buy anything, and I can take this back at any time.";

/** Written consent of each imported customer, given with their first booking; every `one in` of them gave none. */
const CONSENTS = `
  insert into consents (user_id, customer_id, channel, basis, purpose, wording, wording_version, source, evidence, obtained_at)
  select c.user_id, c.id, 'all', 'express_written', 'marketing', $2, '2025-01', 'online booking form',
    jsonb_build_object('form', 'book/consent', 'box', 'ticked by the customer', 'receipt', substr(md5(c.phone || c.user_id::text), 1, 12)),
    least(coalesce(c.first_lead_at, $4), $4::timestamptz - interval '1 day')
  from customers c
  where c.user_id = $1 and c.phone is not null and ('x' || substr(md5(c.phone), 1, 6))::bit(24)::integer % $3 <> 0
    and not exists (select from consents k where k.customer_id = c.id)`;

/** Puts down what the demo's customers agreed to when they booked: calls need it in writing. The same customers of a file gave none each time.
 *  @param oneIn so many customers share one who never agreed; null: everybody did @returns how many agreed */
export const agree = (databaseUrl: string, accountId: string, now: Date, oneIn: number | null = 8): Promise<number> =>
  withClient(databaseUrl, async (client) => {
    const { rowCount } = await client.query(CONSENTS, [accountId, WORDING, oneIn ?? 16_777_216, now]);
    return rowCount ?? 0;
  });
