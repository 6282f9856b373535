import { AudienceQuery } from "@/lib/core/audience";
import { audienceData } from "@/lib/data/audience";
import { CRITERIA, makeCampaign, NOON, OWNER } from "./people";
import { inTurns, median, millis, printFigure, progress, ratio, spread } from "./report";
import { type Bench, type BenchDatabase, startGatewayProcess } from "./stage";

const ROUNDS = 10;
const WAYS = ["call", "sms", "email"];

/** What the wizard asks of 100,000 customers with each change of the criteria, through the gateway: nobody of them contacted yet, and then
 *  with every tenth opted out, every twentieth without a
 *  place, every seventh without consent, and every fifth called within the last month. */
export async function benchAudience(bench: Bench, people: string): Promise<void> {
  progress("previewing audiences through the gateway ...");
  const database = await bench.database(people);
  try {
    await measure(database, "nobody refused");
    await fillReasons(database);
    await measure(database, "six reasons");
  } finally {
    await database.stop();
  }
}

async function measure(database: BenchDatabase, among: string): Promise<void> {
  const gateway = await startGatewayProcess(database.url);
  try {
    const audience = audienceData(gateway.service);
    const preview = (target_criteria: object) => async () => {
      const query = AudienceQuery.parse({ target_criteria, outreach_method: "call" });
      const { matching } = await audience.preview(OWNER, query, NOON);
      if (matching < 80_000) throw new Error(`expected nearly everybody, found ${matching}`);
    };
    const custom = [{ field: "service", op: "contains", value: "clean" }];
    const bare = () =>
      database.admin.query("select count(*) from (select * from public.customers where user_id = $1 offset 0) c", [
        OWNER,
      ]);
    const sequence = async () => {
      const query = AudienceQuery.parse({ target_criteria: {}, outreach_method: "multi", channels: WAYS });
      const { channels = [] } = await audience.preview(OWNER, query, NOON);
      if (channels.some(({ reach }) => reach === null)) throw new Error("expected every way counted");
    };
    const times = await inTurns(ROUNDS, {
      "of everybody": preview({}),
      "by the latest lead": preview(CRITERIA),
      "by a detail of the latest lead": preview({ ...CRITERIA, custom }),
      "of who agreed in writing": preview({ call_consent: "given" }),
      "of a sequence over three ways": sequence,
      bare,
    });
    const base = median(times.bare);
    for (const [name, own] of Object.entries(times))
      if (name !== "bare")
        printFigure(`preview ${name}, ${among}`, spread(own), `bare scan ${millis(base)}`, ratio(median(own), base));
    const options = await inTurns(ROUNDS, { options: () => audience.options(OWNER) });
    printFigure(`what an audience can be asked for, ${among}`, spread(options.options));
  } finally {
    await gateway.stop();
  }
}

export async function fillReasons({ admin, service }: BenchDatabase): Promise<void> {
  const campaign = await makeCampaign(admin);
  await service.query("select public.select_recipients($1, $2)", [campaign, NOON]);
  await admin.query(
    `insert into public.suppressions (user_id, customer_id, contact, reason, source)
     select user_id, id, phone, 'opt_out', 'bench' from public.customers where user_id = $1 and substr(name, 8)::integer % 10 = 0`,
    [OWNER],
  );
  await admin.query(
    "update public.customers set phone = '+1800' || substr(phone, 6), tags = '{vip}' where user_id = $1 and substr(name, 8)::integer % 20 = 1",
    [OWNER],
  );
  await admin.query(
    `update public.consents k set revoked_at = $2 from public.customers c
     where c.id = k.customer_id and c.user_id = $1 and substr(c.name, 8)::integer % 7 = 3`,
    [OWNER, NOON],
  );
  await admin.query(
    `insert into public.outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, state, counted, reserved_at, begun_at)
     select user_id, campaign_id, id, customer_id, 1, n, 'call', 'vapi', 'ended', true, at, at
     from public.campaign_recipients, generate_series(1, 4) n, lateral (select $2::timestamptz - n * interval '4 hours' - n * substr(name, 8)::integer * interval '20 seconds' as at) a
     where campaign_id = $1 and substr(name, 8)::integer % 5 = 2`,
    [campaign, NOON],
  );
  await admin.query("vacuum analyze");
}
