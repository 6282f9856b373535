import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCalls } from "@/lib/actions/export-calls";
import { reviewCalls } from "@/lib/actions/review-calls";
import { CallQuery } from "@/lib/core/calls";
import { callsData } from "@/lib/data/calls";
import { dataOf } from "@/lib/server/deps";
import { insertCalls } from "../supabase/call-rows";
import {
  type Account,
  after,
  type Campaign,
  HOUR,
  makeAccount,
  makeCampaign,
  makeCustomers,
} from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let olga: Account;
let bob: Account;
let campaign: Campaign;
let ids: string[];

const NAMES = ["Élodie Durand", "Bob O'Neil", "Dana 100% Sure", 'Anna "Ann" Back\\slash', "Zoe 🙂", "Marc"];

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test");
  bob = await makeAccount(stack, "bob@garage.test");
  const people = NAMES.map((name, index) => ({ name, phone: `+1212555020${index}` }));
  const customers = await makeCustomers(stack, olga, people);
  campaign = await makeCampaign(stack, olga, { customers });
  const call = (index: number, columns: Record<string, unknown>) => ({
    ...{
      recipient: campaign.recipients[index] ?? "",
      customer_id: customers[index]?.id ?? null,
      at: after(-index * HOUR),
    },
    ...{
      transcript: null,
      summary: null,
      state: "ended",
      outcome: null,
      sentiment: null,
      settle_failures: 0,
      ...columns,
    },
  });
  ids = await insertCalls(stack, olga, campaign, [
    call(0, {
      disposition: "conversed",
      outcome: "callback",
      transcript: "User: <b>Appointment</b> on Tuesday, please",
    }),
    call(1, { disposition: "transfer_failed", transcript: "User: C'est l'été, ça coûte 100%? a_b \\ 'quoted'" }),
    call(2, { disposition: "conversed", outcome: "wrong_number", summary: "No such person; follow-up e-mail" }),
    call(3, { disposition: "unknown", state: "unknown" }),
    call(4, { disposition: "unknown", state: "unknown", settle_failures: 8 }),
    call(5, { disposition: "conversed", outcome: "opt_out", sentiment: "negative", transcript: "Stop calling me" }),
  ]);
});
afterAll(() => stack?.stop());

const query = (fields: object = {}) => CallQuery.parse(fields);
const list = (fields: object = {}, who = olga) => callsData(who.client).list(olga.id, query(fields));
const named = async (fields: object) => (await list(fields)).rows.map(({ name }) => name);

describe("The calls of an account", () => {
  it("come newest first, counted, with whom and what they were about", async () => {
    const { rows, total } = await list({ limit: 2, offset: 1 });
    expect([rows.map(({ id }) => id), total]).toEqual([[ids[1], ids[2]], 6]);
    expect(rows[0]).toMatchObject({ name: "Bob O'Neil", campaign_name: "Win back", agent_name: "Ava" });
  });

  it.each([
    ["an outcome", { outcome: "callback" }, ["Élodie Durand"]],
    ["how they ended", { disposition: "transfer_failed" }, ["Bob O'Neil"]],
    ["a sentiment", { sentiment: "negative" }, ["Marc"]],
    ["two at once", { disposition: "conversed", sentiment: "negative" }, ["Marc"]],
    // NOON is 12:00 in New York, the account's zone.
    ["days that include both ends", { from: "2026-11-23", to: "2026-11-23" }, NAMES],
    ["days before", { to: "2026-11-22" }, []],
  ])("are filtered by %s", async (_, fields, names) => {
    expect(await named(fields)).toEqual(names);
  });

  it("are filtered by campaign and agent, and nobody else's count", async () => {
    expect((await list({ campaign_id: campaign.id, agent_id: olga.agentId })).total).toBe(6);
    expect((await list({ agent_id: bob.agentId })).total).toBe(0);
  });

  it.each([
    ["the beginning of a word", "appoint", ["Élodie Durand"]],
    ["several words wherever they stand", "tuesday appointment", ["Élodie Durand"]],
    ["a word with an accent", "ÉTÉ", ["Bob O'Neil"]],
    ["a summary", "such person", ["Dana 100% Sure"]],
    ["a hyphenated word", "follow-up", ["Dana 100% Sure"]],
    ["a name", "o'neil", ["Bob O'Neil"]],
    ["wildcards as letters", "100% s", ["Dana 100% Sure"]],
    ["quotes and backslashes as letters", '"ann" back\\s', ['Anna "Ann" Back\\slash']],
    ["an emoji in a name", "🙂", ["Zoe 🙂"]],
    ["a number, however it is written", "(212) 555-0203", ['Anna "Ann" Back\\slash']],
    ["operators of a search as words", "!stop & (calling | me):*", ["Marc"]],
    ["SQL as words", "'); drop table leads; --", []],
    ["a backslash alone", "\\", ['Anna "Ann" Back\\slash']],
    ["120 characters", `${"stop calling me ".repeat(7)}stop cal`, ["Marc"]],
    ["regular expressions as letters", "M.rc", []],
  ])("are found by %s", async (_, search, names) => {
    expect(await named({ search })).toEqual(names);
  });

  it("show where the words were said, as text", async () => {
    const [found] = (await list({ search: "appointment" })).rows;
    expect(found?.hit).toMatch(/^User: .*\ue000Appointment\ue001.* on Tuesday, please$/);
  });

  it("are nobody's but the account's", async () => {
    expect(await list({}, bob)).toEqual({ rows: [], total: 0, needs_you: 0 });
    expect(await list({ search: "appointment" }, bob)).toEqual({ rows: [], total: 0, needs_you: 0 });
    const { data } = await bob.client.rpc("find_calls", { p_account: bob.id, p_filters: { campaign_id: campaign.id } });
    expect(data).toEqual({ rows: [], total: 0, needs_you: 0 });
  });

  it("lead to the ones beside them in the filtered list", async () => {
    const calls = callsData(olga.client);
    const { rows } = await list({ disposition: "conversed" });
    const around = (row: (typeof rows)[number] | undefined) =>
      row && calls.neighbours(olga.id, query({ disposition: "conversed" }), row);
    expect(await around(rows[1])).toEqual({ previous: ids[0], next: ids[5] });
    expect(await around(rows[0])).toEqual({ previous: null, next: ids[2] });
    expect(await around(rows[2])).toEqual({ previous: ids[2], next: null });
  });

  it("can be taken along, safe from formulas and whole", async () => {
    const deps = { data: dataOf(olga.client), accountId: olga.id };
    let lines = "";
    for await (const part of exportCalls(deps, { query: query(), timeZone: "America/New_York" })) lines += part;
    expect(lines.split("\r\n")).toHaveLength(8);
    expect(lines).toContain(`"2026-11-23T12:00:00-05:00","Élodie Durand","'+12125550200"`);
    expect(lines).toContain('"Transfer failed"');
  });
});

describe("What needs the owner", () => {
  const queue = () => list({ view: "needs_you" });

  it("is callbacks, failed transfers, wrong numbers and what nobody knows, but nobody who wants to be left alone", async () => {
    const { rows, total, needs_you } = await queue();
    expect(rows.map(({ attention }) => attention)).toEqual([
      ...["callback", "transfer_failed", "wrong_number", "unknown", "not_recorded"],
    ]);
    expect([total, needs_you]).toEqual([5, 5]);
    expect(await callsData(olga.client).needsYou(olga.id)).toBe(5);
    expect(await callsData(bob.client).needsYou(olga.id)).toBe(0);
  });

  it("is cleared by whoever is signed in, and taken back", async () => {
    const deps = { data: dataOf(olga.client), now: () => after(HOUR) };
    const [first = "", second = ""] = ids;
    expect(await reviewCalls(deps, { ids: [first, second], reviewed: true })).toEqual({ changed: 2 });
    expect((await queue()).rows.map(({ id }) => id)).toEqual(ids.slice(2, 5));
    const sql = "select reviewed_by, reviewed_at, reviewed_for from outreach_attempts where id = $1";
    const { rows } = await stack.pool.query(sql, [first]);
    expect(rows).toEqual([{ reviewed_by: olga.id, reviewed_at: after(HOUR), reviewed_for: "callback" }]);

    await reviewCalls(deps, { ids: [first, second], reviewed: false });
    expect((await queue()).total).toBe(5);
    const none = { reviewed_by: null, reviewed_at: null, reviewed_for: null };
    expect((await stack.pool.query(sql, [first])).rows).toEqual([none]);
  });

  it("comes back when another reason comes up", async () => {
    const unknown = ids[3] ?? "";
    const deps = { data: dataOf(olga.client), now: () => after(HOUR) };
    await reviewCalls(deps, { ids: [unknown], reviewed: true });
    expect((await queue()).total).toBe(4);
    await stack.pool.query(
      "update outreach_attempts set state = 'ended', disposition = 'conversed', outcome = 'callback' where id = $1",
      [unknown],
    );
    expect((await queue()).rows.find(({ id }) => id === unknown)).toMatchObject({
      ...{ attention: "callback", reviewed_at: null },
    });
  });

  it("is cleared by nobody else, and in nobody else's name", async () => {
    const deps = { data: dataOf(bob.client), now: () => after(HOUR) };
    expect(await reviewCalls(deps, { ids, reviewed: true })).toEqual({ changed: 0 });
    const forged = { reviewed_at: after(0).toISOString(), reviewed_by: bob.id };
    const { error } = await olga.client
      .from("outreach_attempts")
      .update(forged)
      .eq("id", ids[0] ?? "");
    expect(error?.code).toBe("42501");
    const { error: other } = await olga.client
      .from("outreach_attempts")
      .update({ outcome: "booked" })
      .eq("user_id", olga.id);
    expect(other?.code).toBe("42501");
  });
});

it("A transcript of whatever length and letters is recorded", async () => {
  const words = Array.from({ length: 60_000 }, (_, n) =>
    String.fromCodePoint(0x20000 + (n % 40_000), 0x20000 + ((n * 7) % 40_000)),
  );
  const [id] = await insertCalls(stack, olga, campaign, [
    { recipient: campaign.recipients[0] ?? "", number: 2, transcript: words.join("-"), summary: "x".repeat(50_000) },
  ]);
  const { rows } = await stack.pool.query<{ n: number }>(
    "select length(transcript) n from outreach_attempts where id = $1",
    [id],
  );
  expect(rows).toEqual([{ n: words.length * 3 - 1 }]);
});
