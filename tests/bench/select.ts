import type { Pool } from "pg";
import { makeBareTable } from "./bare-tables";
import { CRITERIA, makeCampaign, NOON, OWNER } from "./people";
import { inTurns, median, millis, printFigure, progress, ratio, seconds } from "./report";
import type { Bench } from "./stage";

const ROUNDS = 4;

/** The same people by the shortest query there is for this one audience: no look for each customer's latest lead, no order,
 *  no counts. */
const BARE_SELECT = `
  insert into public.bare_campaign_recipients (campaign_id, user_id, customer_id, lead_id, name, phone, email, last_contact_at, next_attempt_at)
  select $1, c.user_id, c.id, l.id, c.name, c.phone, c.email, c.last_contact_at, $3
  from public.customers c join public.leads l on l.customer_id = c.id
  where c.user_id = $2 and c.last_contact_at < $3::timestamptz - interval '180 days' and l.status = 'Closed'`;

/** Selecting and previewing 100,000 customers with a lead each. */
export async function benchSelect(bench: Bench, people: string, customers: number): Promise<void> {
  progress("selecting recipients ...");
  const database = await bench.database(people);
  try {
    const { admin, service } = database;
    await makeBareTable(admin, "campaign_recipients");
    const campaigns: string[] = [];
    for (let n = 0; n < ROUNDS * 2; n++) campaigns.push(await makeCampaign(admin, `Campaign ${n}`));
    const campaign = () => campaigns.pop() ?? "";
    const times = await inTurns(ROUNDS, {
      select: () => counted(service, "select public.select_recipients($1, $2) as n", [campaign(), NOON], customers),
      bare: () => service.query(BARE_SELECT, [campaign(), OWNER, NOON]),
    });
    const [select, bare] = [median(times.select), median(times.bare)];
    const n = customers.toLocaleString("en-US");
    printFigure(
      `select recipients from ${n} leads`,
      seconds(select),
      `bare insert…select ${seconds(bare)}`,
      ratio(select, bare),
    );
    await preview(service, customers);
  } finally {
    await database.stop();
  }
}

async function preview(service: Pool, customers: number): Promise<void> {
  progress("previewing an audience ...");
  const scan = `select count(*) as n from (select c.*, l.id from public.customers c join public.leads l on l.customer_id = c.id
    where c.user_id = $1 and c.last_contact_at < $2::timestamptz - interval '180 days' and l.status = 'Closed' offset 0) m`;
  const times = await inTurns(3, {
    preview: () =>
      counted(
        service,
        "select (public.preview_audience($1, $2, 'call', $3) ->> 'matching')::int as n",
        [OWNER, CRITERIA, NOON],
        customers,
      ),
    bare: () => service.query(scan, [OWNER, NOON]),
  });
  const [full, bare] = [median(times.preview), median(times.bare)];
  printFigure(
    `preview_audience over ${customers.toLocaleString("en-US")} customers`,
    seconds(full),
    `bare count of the same ${millis(bare)}`,
    ratio(full, bare),
  );
}

async function counted(pool: Pool, sql: string, values: unknown[], expected: number): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(sql, values);
  if (rows[0]?.n !== expected) throw new Error(`expected ${expected}, found ${rows[0]?.n}`);
}
