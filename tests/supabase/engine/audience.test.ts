import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { type EngineCalls, rowsOf } from "../engine-calls";
import { startEngineStage } from "../engine-stage";
import {
  type Account,
  after,
  DAY,
  insert,
  makeAccount,
  makeAgent,
  makeCampaign,
  makeCustomers,
  type NewCustomer,
  NOON,
  newPhone,
  only,
} from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let number = 0;
beforeAll(async () => {
  ({ stack, engine } = await startEngineStage());
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`);
});
afterAll(() => stack.stop());

const ago = (days: number) => after(-days * DAY);
/** The names of the people whom the criteria select, in the order in which they would be called. */
async function selected(criteria: object, more: Record<string, unknown> = {}): Promise<string[]> {
  const { id } = await makeCampaign(stack, account, { target_criteria: criteria, ...more });
  await engine.select(id);
  const sql = `select c.name from campaign_recipients r join customers c on c.id = r.customer_id where campaign_id = $1 order by next_attempt_at, r.id`;
  return (await stack.pool.query<{ name: string }>(sql, [id])).rows.map(({ name }) => name);
}
const people = (named: Record<string, NewCustomer>) =>
  makeCustomers(
    stack,
    account,
    Object.entries(named).map(([name, one]) => ({ name, ...one })),
  );

describe("Who went quiet", () => {
  it("is who has no contact of any kind since the cut-off, not who has an old lead", async () => {
    await people({
      quiet: { leadsAt: [ago(400), ago(200)] },
      "rang yesterday": { leadsAt: [ago(400), ago(1)] },
      "no leads at all": { leadsAt: [] },
      "at the cut-off": { leadsAt: [ago(180)] },
      "just before it": { leadsAt: [new Date(ago(180).getTime() - 1)] },
      "answered last week": { leadsAt: [ago(300)] },
    });
    await stack.pool.query(
      "update customers set last_answered_at = $2 where name = 'answered last week' and user_id = $1",
      [account.id, ago(7)],
    );
    expect(await selected({ last_contact_days: 180 })).toEqual(["just before it", "quiet"]);
    expect(await selected({ last_contact_before: ago(250).toISOString() })).toEqual([]);
    expect(await selected({ last_contact_days: 180, last_contact_before: ago(190).toISOString() })).toEqual(["quiet"]);
  });

  it("can be asked for by a range of dates", async () => {
    await people({ early: { leadsAt: [ago(400)] }, middle: { leadsAt: [ago(300)] }, late: { leadsAt: [ago(200)] } });
    const range = { last_contact_after: ago(350).toISOString(), last_contact_before: ago(250).toISOString() };
    expect(await selected(range)).toEqual(["middle"]);
    expect(await selected({ last_contact_after: ago(300).toISOString() })).toEqual(["late", "middle"]);
  });
});

describe("Criteria", () => {
  it("ask about the status of the latest lead alone", async () => {
    await people({
      closed: { leadStatus: "Closed" },
      open: { leadStatus: "New" },
      reopened: { leadStatus: "Closed", leadsAt: [ago(300)] },
    });
    const sql =
      "insert into leads (agent_id, customer_id, status, created_at) select $1, id, 'New', $2 from customers where name = 'reopened' and user_id = $3";
    await stack.pool.query(sql, [account.agentId, ago(290), account.id]);
    expect(await selected({ status: "Closed" })).toEqual(["closed"]);
  });

  it("ask about the agent of the latest lead alone", async () => {
    const other = await makeAgent(stack, account.id);
    await people({ mine: {}, theirs: {} });
    await stack.pool.query(
      "update leads set agent_id = $1 from customers c where c.id = customer_id and c.name = 'theirs' and c.user_id = $2",
      [other, account.id],
    );
    expect(await selected({ agent_id: other })).toEqual(["theirs"]);
  });

  it("ask for a number of leads, for any of some tags, for any of some regions, and for all of these at once", async () => {
    await people({
      regular: { leadsAt: [ago(300), ago(200), ago(250)], tags: ["vip"], region: "US-TX" },
      once: { tags: ["vip", "cat"], region: "US-NM" },
      untagged: { leadsAt: [ago(300), ago(310)], region: "US-TX" },
    });
    expect(await selected({ min_leads: 3 })).toEqual(["regular"]);
    expect(await selected({ tags: ["cat", "dog"] })).toEqual(["once"]);
    expect(await selected({ regions: ["US-TX", "US-OK"] })).toEqual(["regular", "untagged"]);
    expect(await selected({ tags: ["vip"], regions: ["US-TX"], min_leads: 1 })).toEqual(["regular"]);
    expect(await selected({})).toEqual(["regular", "once", "untagged"]);
  });

  it("find nobody of another account", async () => {
    await people({ mine: {} });
    const other = await makeAccount(stack, `other${number}@garage.test`);
    await makeCustomers(stack, other, [{ name: "theirs" }]);
    expect(await selected({})).toEqual(["mine"]);
  });
});

describe("A selection", () => {
  it("has one recipient for each customer, however many leads, with the contact as it is now", async () => {
    const customer = only(
      await makeCustomers(stack, account, [
        { name: "Anya", email: "anya@mail.test", leadsAt: [ago(300), ago(200), ago(250)] },
      ]),
    );
    const { id } = await makeCampaign(stack, account);
    expect(await engine.select(id)).toBe(1);
    const { rows } = await stack.pool.query(
      "select r.name, r.phone, r.email, r.status, r.last_contact_at, l.created_at as lead_at from campaign_recipients r join leads l on l.id = r.lead_id where campaign_id = $1",
      [id],
    );
    expect(rows).toEqual([
      {
        name: "Anya",
        phone: customer.phone,
        email: "anya@mail.test",
        status: "pending",
        last_contact_at: ago(200),
        lead_at: ago(200),
      },
    ]);
  });

  it("is made once, and everybody in it is due at once", async () => {
    await makeCustomers(stack, account, 3);
    const { id } = await makeCampaign(stack, account);
    expect(await engine.select(id)).toBe(3);
    await makeCustomers(stack, account, 2);
    expect(await engine.select(id, after(DAY))).toBe(3);
    const { rows } = await stack.pool.query(
      "select bool_and(next_attempt_at <= $2) as due from campaign_recipients where campaign_id = $1",
      [id, NOON],
    );
    expect(rows).toEqual([{ due: true }]);
  });

  it("that found nobody is made again", async () => {
    const { id } = await makeCampaign(stack, account);
    expect(await engine.select(id)).toBe(0);
    await makeCustomers(stack, account, 1);
    expect(await engine.select(id)).toBe(1);
  });

  it("takes the customers who were here last when there are too many", async () => {
    await people({
      oldest: { leadsAt: [ago(400)] },
      newest: { leadsAt: [ago(200)] },
      middle: { leadsAt: [ago(300)] },
      never: { leadsAt: [] },
    });
    expect(await selected({}, { max_recipients: 2 })).toEqual(["newest", "middle"]);
  });

  it("is thrown away when the draft's audience is changed by its owner, and kept when its name is", async () => {
    await makeCustomers(stack, account, 2);
    const { id } = await makeCampaign(stack, account);
    await engine.select(id);
    const edit = (change: object) => account.client.from("campaigns").update(change).eq("id", id);
    expect((await edit({ name: "Other" })).error).toBeNull();
    expect((await rowsOf(stack.pool).counts(id)).kept).toMatchObject({ selected: 2 });
    expect((await edit({ target_criteria: { min_leads: 2 } })).error).toBeNull();
    expect((await rowsOf(stack.pool).counts(id)).kept).toMatchObject({ selected: 0, pending: 0 });
    expect(await engine.select(id)).toBe(0);
  });

  it("is not made for a campaign that has ended, or that there is not", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account, { status: "cancelled" });
    expect(await engine.select(id)).toBe(0);
    expect(await engine.select(account.id)).toBe(0);
  });
});

describe("A preview", () => {
  it("counts who matches, who would be skipped and who would wait, by reason, and shows the first", async () => {
    const [opted, , abroad] = await people({
      "opted out": { leadsAt: [ago(210)] },
      fine: { leadsAt: [ago(200)] },
      abroad: { phone: "+442079460958", leadsAt: [ago(220)] },
      Hawaii: { phone: newPhone("808"), leadsAt: [ago(230)] },
      "no phone": { phone: null, email: "only@mail.test", leadsAt: [ago(240)] },
      recent: { leadsAt: [ago(3)] },
    });
    await insert(stack, "suppressions", [
      {
        user_id: account.id,
        contact: opted?.phone,
        channel: "all",
        reason: "opt_out",
        source: "call",
        evidence: {},
        at: NOON,
      },
    ]);
    const preview = await engine.preview(account.id, { last_contact_days: 180 });
    expect(preview).toMatchObject({
      matching: 5,
      skipped: { opted_out: 1, unknown_time_zone: 1, no_contact: 1 },
      waiting: { outside_hours: 1 },
    });
    expect(preview.sample.map(({ name }) => name)).toEqual(["fine", "opted out", "abroad", "Hawaii", "no phone"]);
    expect(abroad?.phone).toBe("+442079460958");
    expect((await engine.preview(account.id, { last_contact_days: 180 }, NOON, "call", 2)).sample).toHaveLength(2);
    expect(await engine.preview(account.id, { last_contact_days: 180 }, NOON, "email")).toMatchObject({
      skipped: { no_contact: 4 },
      waiting: {},
    });
  });

  it("keeps the usual hours for an account that never set any", async () => {
    await stack.pool.query("delete from outreach_settings where user_id = $1", [account.id]);
    await makeCustomers(stack, account, 1);
    const night = new Date("2026-11-24T04:00:00Z");
    expect(await engine.preview(account.id, {}, night)).toMatchObject({ matching: 1, waiting: { outside_hours: 1 } });
  });

  it("of nobody is empty", async () => {
    expect(await engine.preview(account.id, {})).toEqual({
      places: [],
      matching: 0,
      skipped: {},
      waiting: {},
      sample: [],
    });
  });
});
