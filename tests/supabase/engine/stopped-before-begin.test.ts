import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeList } from "../../support/lists";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, type Customer, makeAccount, NOON, only } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, people } from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let accounts = 0;
beforeAll(async () => {
  stage = await startEngineStage();
  messages = messageCalls(stage.pool);
});
afterAll(() => stage.stack.stop());

type Channel = "call" | "email" | "sms";
const CHANNELS = ["call", "sms", "email"] as const;

interface Claimed {
  account: Account;
  customer: Customer;
  recipient: string;
  /** Claimed and not begun. */
  attempt: string;
  /** What reached the customer before, over the other channels: an answer can come out of it. */
  earlier: Record<Channel, string>;
}

/** Somebody who was contacted over every channel by another campaign, and is claimed by this one. */
async function claimedOver(channel: Channel, region = "US-NY"): Promise<Claimed> {
  const { stack, engine, pool } = stage;
  const account = await makeAccount(stack, `owner${++accounts}@clinic.test`, {
    min_gap_minutes: 0,
    max_contacts_per_24h: 3,
  });
  const customer = only(await people(stage, account, [{ region }]));
  const earlier: Partial<Claimed["earlier"]> = {};
  for (const before of channel === "call" ? (["sms", "email", "call"] as const) : CHANNELS) {
    const { id } = await makeSequence(stage, account, [customer], [{ channel: before, subject: "Hi" }]);
    const attempt = only((await engine.claim(id)).attempts);
    await engine.begin(attempt);
    await engine.dispatch(attempt, `message-${attempt}`);
    earlier[before] = attempt;
    // Long ago enough for the limits, and over.
    const over =
      "update outreach_attempts set state = 'ended', disposition = 'delivered', begun_at = begun_at - interval '2 days', lease_expires_at = null where id = $1";
    await pool.query(over, [attempt]);
    await pool.query(
      "update campaign_recipients set status = 'delivered', next_attempt_at = null where campaign_id = $1",
      [id],
    );
  }
  const { id, recipients } = await makeSequence(stage, account, [customer], [{ channel, subject: "Hi" }]);
  const attempt = only((await engine.claim(id)).attempts);
  return {
    account,
    customer,
    recipient: only(recipients),
    attempt,
    earlier: { call: "", sms: "", email: "", ...earlier },
  };
}

const suppress = ({ account, customer }: Claimed, source: string, contact = customer.phone) =>
  stage.pool.query("select public.add_suppressions($1, $2, 'all', 'opt_out', $3, $1, $4)", [
    account.id,
    [contact],
    source,
    NOON,
  ]);

/** Ways in which somebody says no, each as its webhook, tool, page or list writes it down. */
const WAYS: Record<string, (one: Claimed) => Promise<unknown>> = {
  "said in a call, by its tool": ({ earlier }) => stage.engine.tool(earlier.call, "record_opt_out", "opt_out"),
  "STOP by text message": ({ customer }) => messages.receive({ from: customer.phone ?? "", kind: "stop" }),
  "their own words by email": ({ customer, earlier }) =>
    messages.receive({
      channel: "email",
      from: customer.email ?? "",
      kind: "opt_out",
      to: `reply+${earlier.email}@mail.test`,
    }),
  "the link of an email": ({ earlier }) => messages.unsubscribe(earlier.email),
  "the link's one press": ({ earlier }) => messages.unsubscribe(earlier.email, "all", NOON, "one_click"),
  "the owner's page": ({ account, customer }) =>
    stage.pool.query("select public.opt_out_customer($1, $2, 'all', 'opt_out', $1, $3)", [
      account.id,
      customer.id,
      NOON,
    ]),
  "a list with their number": (one) => suppress(one, "import"),
  "a list with their address": (one) => suppress(one, "import", one.customer.email),
};

describe.each(CHANNELS)(
  "An opt-out between the claim and the begin of a %s stops it, whichever way it comes:",
  (channel) => {
    it.each(Object.keys(WAYS))("%s", async (way) => {
      const one = await claimedOver(channel);
      await WAYS[way]?.(one);
      expect(await stage.engine.begin(one.attempt)).toMatchObject({ decision: "stop", reason: "opted_out" });
      const { status, attempts } = await stage.rows.recipient(one.recipient);
      expect([["skipped", "opted_out"].includes(String(status)), attempts]).toEqual([true, 0]);
      expect(await stage.rows.attempt(one.attempt)).toMatchObject({ state: "ended", counted: false, begun_at: null });
    });
  },
);

describe("So does what takes the right to contact them away:", () => {
  const listed =
    (kind: "national" | "own" | "reassigned") =>
    async ({ account, customer }: Claimed) =>
      makeList(stage.pool, account, {
        kind,
        ...(kind === "national" ? { region: "US" } : {}),
        numbers: [customer.phone ?? ""],
      });
  const LOST: [string, Channel, string, (one: Claimed) => Promise<unknown>][] = [
    [
      "a consent that is revoked",
      "call",
      "no_written_consent",
      ({ customer }) =>
        stage.pool.query("update consents set revoked_at = $2 where customer_id = $1", [customer.id, NOON]),
    ],
    ["the national do-not-call list", "call", "do_not_call", listed("national")],
    ["the national do-not-call list", "sms", "do_not_call", listed("national")],
    ["the business's own list", "call", "do_not_call", listed("own")],
    ["the list of reassigned numbers", "sms", "number_reassigned", listed("reassigned")],
    [
      "a country that is turned off",
      "call",
      "country_off",
      ({ account }) =>
        stage.pool.query("update outreach_settings set countries = '{CA}' where user_id = $1", [account.id]),
    ],
    [
      "an address in a state that is blocked",
      "call",
      "region_blocked",
      ({ customer }) => stage.pool.query("update customers set region = 'US-WA' where id = $1", [customer.id]),
    ],
  ];
  it.each(LOST)("%s, before a %s: %s", async (_, channel, reason, happens) => {
    const one = await claimedOver(channel);
    await happens(one);
    expect(await stage.engine.begin(one.attempt)).toMatchObject({ decision: "stop", reason });
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "skipped", reason, attempts: 0 });
  });

  it("an exception that is ended", async () => {
    const { pool, engine, rows, stack } = stage;
    const account = await makeAccount(stack, `owner${++accounts}@clinic.test`);
    const made = await pool.query(
      "select public.make_override($1, 'ai_voice_solicitation', 'US-WA', 'voice', $2, $3, $1, $4) as id",
      [...[account.id, "Our lawyer looked at the notices.", new Date(NOON.getTime() + 86_400_000), NOON]],
    );
    const customers = await people(stage, account, [
      { region: "US-WA", phone: "+12065550123", time_zones: ["America/Los_Angeles"] },
    ]);
    const { id, recipients } = await makeSequence(stage, account, customers, [{ channel: "call" }]);
    const attempt = only((await engine.claim(id)).attempts);
    await pool.query("select public.end_override($1, $2, $1, $3)", [account.id, made.rows[0].id, NOON]);
    expect(await engine.begin(attempt)).toMatchObject({ decision: "stop", reason: "region_blocked" });
    expect(await rows.recipient(only(recipients))).toMatchObject({
      status: "skipped",
      attempts: 0,
      decision: { place: "US-WA" },
    });
  });
});
