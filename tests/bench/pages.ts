import { accountsData } from "@/lib/data/accounts";
import { attemptsData } from "@/lib/data/attempts";
import { campaignsData } from "@/lib/data/campaigns";
import { recipientsData } from "@/lib/data/recipients";
import { makeCampaign, NOON, OWNER } from "./people";
import { inTurns, median, millis, printFigure, progress, ratio, spread } from "./report";
import { type Bench, type BenchDatabase, startGatewayProcess } from "./stage";

const ROUNDS = 20;

/** The reads behind the dashboard's pages, as the owner, under RLS, through the gateway: 1,000 campaigns, of which one has
 *  100,000 recipients in all states. */
export async function benchPages(bench: Bench, people: string): Promise<void> {
  progress("reading pages ...");
  const database = await bench.database(people);
  try {
    const { id, recipient } = await fillCampaigns(database);
    const gateway = await startGatewayProcess(database.url);
    try {
      const person = await gateway.person(OWNER);
      const [campaigns, recipients] = [campaignsData(person), recipientsData(person)];
      const [accounts, attempts] = [accountsData(person), attemptsData(person)];
      const page = { limit: 25, offset: 0 };
      const reads = {
        "campaigns, first page": () => campaigns.list({ ...page, accountId: OWNER }),
        "campaigns, last page": () => campaigns.list({ ...page, offset: 975, accountId: OWNER }),
        "campaigns, by name": () => campaigns.list({ ...page, search: "Spring 77", accountId: OWNER }),
        "a campaign with its counts": () => campaigns.get(id),
        results: () => campaigns.results(id),
        "recipients, first page": () => recipients.list(id, page),
        "recipients, last page": () => recipients.list(id, { ...page, offset: 99_975 }),
        "recipients, answered": () => recipients.list(id, { ...page, status: "answered" }),
        "recipients, by name": () => recipients.list(id, { ...page, search: "Person 7777" }),
        "recipients, by phone": () => recipients.list(id, { ...page, search: "2077777" }),
        "a recipient's attempts": () => attempts.ofRecipient(recipient),
        "the campaign page's reads together": () =>
          Promise.all([campaigns.get(id), recipients.list(id, page), accounts.agents(OWNER), accounts.settings(OWNER)]),
      };
      const bare = () =>
        database.admin.query(
          "select * from public.campaign_recipients where campaign_id = $1 order by updated_at desc, id limit 25",
          [id],
        );
      const times = await inTurns(ROUNDS, { ...reads, bare });
      const base = median(times.bare);
      for (const [name, own] of Object.entries(times))
        if (name !== "bare")
          printFigure(`read ${name}`, spread(own), `25 rows by pg ${millis(base)}`, ratio(median(own), base));
    } finally {
      await gateway.stop();
    }
  } finally {
    await database.stop();
  }
}

/** One campaign that called most of its recipients, and many small ones. */
async function fillCampaigns({ admin, service }: BenchDatabase): Promise<{ id: string; recipient: string }> {
  await admin.query(
    `insert into public.campaigns (user_id, agent_id, name, status, created_at)
       select $1, (select id from public.agents where user_id = $1), (array['Spring', 'Autumn'])[1 + n % 2] || ' ' || n, 'draft', now() - n * interval '1 hour'
       from generate_series(1, 999) n`,
    [OWNER],
  );
  const id = await makeCampaign(admin);
  await service.query("select public.select_recipients($1, $2)", [id, NOON]);
  const client = await admin.connect();
  try {
    await client.query("begin");
    await client.query(
      `update public.campaign_recipients set
         status = (array['answered', 'failed', 'pending', 'skipped', 'opted_out'])[1 + n % 5], attempts = n % 2,
         outcome = case when n % 5 = 0 then 'interested' end, next_attempt_at = case when n % 5 = 2 then next_attempt_at end
       from (select customer_id, row_number() over () as n from public.campaign_recipients) r
       where campaign_recipients.customer_id = r.customer_id`,
    );
    await client.query(
      `insert into public.outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, state, disposition,
         counted, reserved_at, begun_at, ended_at, transcript)
       select user_id, campaign_id, id, customer_id, 1, n, 'call', 'vapi', 'ended', 'no_answer', true, $1, $1, $1, repeat('They talked. ', 100)
       from public.campaign_recipients, generate_series(1, 3) n where status = 'answered'`,
      [NOON],
    );
    await client.query("commit");
    await client.query("vacuum analyze");
    const { rows } = await client.query<{ id: string }>(
      "select recipient_id as id from public.outreach_attempts limit 1",
    );
    return { id, recipient: rows[0]?.id ?? "" };
  } finally {
    client.release();
  }
}
