import { randomUUID } from "node:crypto";
import type { CampaignAnalytics } from "@/lib/core/analytics";
import type { Channel } from "@/lib/core/words";
import { type Random, seeded } from "@/local/simulators/random";
import type { Stack } from "../support/stack";
import { type Account, after, DAY, HOUR, insert, makeCampaign, makeCustomers, NOON } from "./fixtures";

const PROVIDER = { call: "vapi", email: "resend", sms: "twilio" } as const;
const MESSAGE_ENDS = ["delivered", "delivered", "delivered", "sent", "undelivered", "bounced", "landline"];
const CALL_ENDS = ["conversed", "no_answer", "voicemail", "invalid_number", "transferred"];
const OUTCOMES = ["booked", "interested", "not_interested", "opt_out", "no_decision", "wrong_number", null];

interface Wanted {
  people: number;
  seed: number;
  steps?: Channel[];
}

const BECAME = `update campaign_recipients r set holdout = n.holdout, status = n.status, reason = n.reason, attempts = n.attempts, cost = n.cost,
  delivered_at = n.delivered_at, opened_at = n.opened_at, clicked_at = n.clicked_at, converted_at = n.converted_at, next_attempt_at = null
  from jsonb_populate_recordset(null::campaign_recipients, $1) n where r.id = n.id`;

/** A campaign of touches in which everything happened to somebody, as rows and at random: about a fifth is held out, the first two
 *  steps have variants, a third of all came back by themselves. @returns its id */
export async function randomSequence(
  stack: Stack,
  account: Account,
  { people, seed, steps = ["email", "sms", "call"] }: Wanted,
): Promise<string> {
  const random = seeded(seed, "sequence");
  const maybe = (share: number) => random() < share;
  const customers = await makeCustomers(stack, account, people);
  const { id, recipients } = await makeCampaign(stack, account, {
    ...{ customers, status: "draft", body: false, outreach_method: "multi" },
  });
  const user_id = account.id;
  await insert(
    stack,
    "campaign_steps",
    steps.map((channel, index) => ({ campaign_id: id, user_id, position: index + 1, channel, body: "Hi" })),
  );
  const start =
    "update campaigns set status = 'active', selected_at = $2, started_at = $2, resumed_at = $2 where id = $1";
  await stack.pool.query(start, [id, NOON]);
  const attempts: Record<string, unknown>[] = [];
  const leads: Record<string, unknown>[] = [];
  const became: Record<string, unknown>[] = [];
  for (const [index, recipient_id] of recipients.entries()) {
    const customer_id = customers[index]?.id;
    const back = { agent_id: account.agentId, customer_id, status: "New" };
    if (maybe(0.3)) leads.push({ ...back, created_at: after((random() * 20 - 4) * DAY) });
    const isHeldOut = maybe(0.2);
    const own: ReturnType<typeof attemptOf>[] = [];
    for (const [at, channel] of steps.entries()) {
      if (isHeldOut || (at > 0 && maybe(0.3))) break;
      const variant = steps.length > 1 && at < 2 ? (maybe(0.5) ? "A" : "B") : null;
      for (let number = 1; number <= (maybe(0.2) ? 2 : 1); number++)
        own.push(
          attemptOf(random, {
            user_id,
            campaign_id: id,
            recipient_id,
            customer_id,
            step: at + 1,
            number,
            channel,
            variant,
          }),
        );
    }
    attempts.push(...own);
    const least = (column: "delivered_at" | "opened_at" | "clicked_at") =>
      own
        .map((one) => one[column])
        .sort((a, b) => (a ?? after(99 * DAY)).getTime() - (b ?? after(99 * DAY)).getTime())[0];
    const gone = own.filter(({ counted }) => counted);
    const last = gone.at(-1)?.begun_at;
    became.push({
      ...{ id: recipient_id, holdout: isHeldOut, reason: isHeldOut ? "holdout" : null, attempts: gone.length },
      status: isHeldOut || gone.length === 0 ? "skipped" : "failed",
      ...{ delivered_at: least("delivered_at"), opened_at: least("opened_at"), clicked_at: least("clicked_at") },
      converted_at: last && maybe(0.3) ? new Date(last.getTime() + (random() * 3 - 1) * DAY) : null,
      cost: own.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    });
  }
  await stack.pool.query(BECAME, [JSON.stringify(became)]);
  await insert(stack, "outreach_attempts", attempts);
  await insert(stack, "leads", leads);
  return id;
}

function attemptOf(
  random: Random,
  fixed: { channel: Channel; step: number; number: number } & Record<string, unknown>,
) {
  const { channel, step, number } = fixed;
  const maybe = (share: number, at: Date) => (random() < share ? at : null);
  const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] ?? null;
  const counted = random() < 0.95;
  const at = after((step - 1) * 2 * DAY + number * HOUR + Math.floor(random() * DAY));
  const disposition = !counted ? "cancelled" : one(channel === "call" ? CALL_ENDS : MESSAGE_ENDS);
  const arrived = disposition === "delivered";
  const soon = (hours: number) => new Date(at.getTime() + hours * HOUR);
  return {
    ...{ id: randomUUID(), provider: PROVIDER[channel], state: "ended", counted, disposition, ...fixed },
    ...{ reserved_at: at, begun_at: counted ? at : null, ended_at: at, delivered_at: arrived ? at : null },
    opened_at: arrived ? maybe(0.4, soon(1)) : null,
    clicked_at: arrived ? maybe(0.2, soon(2)) : null,
    replied_at: arrived ? maybe(0.1, soon(3)) : null,
    complained_at: arrived ? maybe(0.05, soon(4)) : null,
    outcome: counted && random() < 0.3 ? one(OUTCOMES) : null,
    cost: random() < 0.9 ? Math.round(random() * 1000) / 10_000 : null,
  };
}

type Row = Record<string, never> & {
  [key in "id" | "recipient_id" | "channel" | "disposition" | "outcome" | "variant" | "customer_id"]: string;
} & { step: number; counted: boolean; holdout: boolean; cost: string | null } & {
  [key in
    | "begun_at"
    | "converted_at"
    | "delivered_at"
    | "opened_at"
    | "clicked_at"
    | "replied_at"
    | "complained_at"]: Date | null;
};

const WON = ["interested", "booked", "callback"];

/** The same figures as `campaign_touches`, by asking each person in turn. */
export async function recount(stack: Stack, campaign: string, now: Date) {
  const rows = async (sql: string, values = [campaign]) => (await stack.pool.query<Row>(sql, values)).rows;
  const people = await rows("select * from campaign_recipients where campaign_id = $1");
  const attempts = await rows("select * from outreach_attempts where campaign_id = $1");
  const spokeIn = (one: Row) =>
    one.channel === "call" &&
    (["conversed", "transferred"].includes(one.disposition) ||
      ["no_decision", "wrong_number"].every((no) => no !== (one.outcome ?? no)));
  const touches: CampaignAnalytics["touches"] = [];
  const variants: CampaignAnalytics["variants"] = [];
  const steps = await stack.pool.query<{ step: number; channel: Channel }>(
    "select position as step, channel from campaign_steps where campaign_id = $1 order by 1",
    [campaign],
  );
  const decisive = (person: Row) => {
    const own = attempts.filter((one) => one.recipient_id === person.id && one.counted);
    const rank = (one: Row) =>
      (WON.includes(one.outcome) ? 1e16 : 0) +
      (Number(one.begun_at) <= Number(person.converted_at) ? 1e15 : 0) +
      Number(one.begun_at);
    return own.sort((a, b) => rank(b) - rank(a))[0];
  };
  for (const { step, channel } of steps.rows) {
    const all = attempts.filter((one) => one.step === step && one.channel === channel);
    const ofPerson = new Map<Row, Row[]>();
    for (const person of people) {
      const own = all.filter((one) => one.recipient_id === person.id && one.counted);
      if (own.length > 0) ofPerson.set(person, own);
    }
    const count = (which: (own: Row[], person: Row) => boolean) =>
      [...ofPerson].filter(([person, own]) => which(own, person)).length;
    const some = (which: (one: Row) => unknown) => (own: Row[]) => own.some((one) => Boolean(which(one)));
    const failed = ["undelivered", "blocked", "filtered", "landline", "invalid_number", "provider_failed"];
    const responded = some((one) => one.clicked_at ?? one.replied_at ?? spokeIn(one));
    touches.push({
      ...{ step, channel, people: ofPerson.size, sent: all.filter((one) => one.counted).length },
      ...{ arrived: count(some((one) => one.delivered_at)), opened: count(some((one) => one.opened_at)) },
      ...{ clicked: count(some((one) => one.clicked_at)), replied: count(some((one) => one.replied_at)) },
      ...{ spoke: count(some(spokeIn)), responded: count(responded) },
      converted: people.filter((person) => person.converted_at && decisive(person)?.step === step).length,
      bounced: count(some((one) => one.disposition === "bounced")),
      failed: count(
        (own) =>
          own.some((one) => failed.includes(one.disposition)) &&
          !own.some((one) => one.delivered_at ?? (one.disposition === "bounced" || spokeIn(one))),
      ),
      complained: count(some((one) => one.complained_at)),
      opted_out: count(some((one) => one.outcome === "opt_out")),
      cost: Number(all.reduce((sum, one) => sum + Number(one.cost ?? 0), 0).toFixed(4)),
    });
    for (const variant of ["A", "B"]) {
      const given = (own: Row[]) =>
        own
          .map((one) => one.variant ?? "")
          .sort()
          .at(-1) === variant;
      if (count(given) === 0) continue;
      variants.push({
        ...{ step, channel, variant, people: count(given) },
        arrived: count((own) => given(own) && own.some((one) => one.delivered_at)),
        responded: count((own) => given(own) && responded(own)),
        converted: count(
          (own, person) =>
            given(own) &&
            person.converted_at !== null &&
            Number(person.converted_at) >= Math.min(...own.map((one) => Number(one.begun_at))),
        ),
      });
    }
  }
  const leads = await rows(
    "select l.* from leads l join campaigns c on c.id = $1 where l.created_at between c.started_at and $2",
    [campaign, now.toISOString()],
  );
  const group = (isHeldOut: boolean) => people.filter((person) => person.holdout === isHeldOut);
  const back = (some: Row[]) =>
    some.filter((person) => leads.some((lead) => lead.customer_id === person.customer_id)).length;
  const [contacted, heldOut] = [group(false), group(true)];
  return {
    ...{ touches, variants },
    effect: {
      ...{ contacted: contacted.length, contacted_back: back(contacted) },
      ...{ held_out: heldOut.length, held_out_back: back(heldOut), until: now.getTime() },
    },
  };
}
