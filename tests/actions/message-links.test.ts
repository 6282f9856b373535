import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineDeps } from "@/lib/actions/deps";
import { followLink } from "@/lib/actions/follow-link";
import { unsubscribe } from "@/lib/actions/unsubscribe";
import { MessageEvent } from "@/lib/core/message";
import { type EventToStore, eventsData } from "@/lib/data/events";
import { messageLinksData } from "@/lib/data/message-links";
import {
  type Account,
  type Campaign,
  type Customer,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
} from "../supabase/fixtures";
import { insertMessages } from "../supabase/message-rows";
import { type Stack, startStack } from "../support/stack";

const LINKS = ["https://bright.test/book?x=1&y=%20#a", "javascript:alert(1)", "https://bright.test/b"];
const PHONE_BROWSER = "Mozilla/5.0 (iPhone) Safari/604.1";

let stack: Stack;
let olga: Account;
let campaign: Campaign;
let customers: Customer[];
let attempts: string[];
const enqueued: unknown[] = [];
const deps = () => ({
  messageLinks: messageLinksData(stack.service),
  storeEvent: async (event: EventToStore) => (await eventsData(stack.service).storeMany([event]))[0] ?? null,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => NOON,
  jobs: { enqueue: async (...job: unknown[]) => void enqueued.push(job) },
});

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test");
  customers = await makeCustomers(stack, olga, [
    { phone: "+12125550301", email: "anya@mail.test" },
    { phone: "+12125550302", email: "ben@mail.test" },
    { phone: "+12125550303", email: "cleo@mail.test" },
  ]);
  campaign = await makeCampaign(stack, olga, { customers, channel: "email" });
  attempts = await insertMessages(
    stack,
    olga,
    campaign,
    campaign.recipients.map((recipient, at) => ({ recipient, customer_id: customers[at]?.id ?? null, links: LINKS })),
  );
});
afterAll(() => stack?.stop());

const [ANYA, BEN, CLEO] = [0, 1, 2];
const visit = (index: number, over: object = {}) => ({
  ...{ attemptId: attempts[ANYA] ?? "", index, userAgent: PHONE_BROWSER, isCounted: true, ...over },
});
const inbox = async () =>
  (await stack.pool.query("select event_key, payload, attempt_id from provider_events where provider = 'link'")).rows;

describe("A tracked link", () => {
  it("leads exactly where the message said, and the click goes to the inbox and to a job", async () => {
    expect(await followLink(deps(), visit(0))).toBe(LINKS[0]);
    const [click] = await inbox();
    expect(MessageEvent.parse(click.payload)).toMatchObject({
      ...{ kind: "status", channel: "email", attemptId: attempts[ANYA], status: "clicked", link: LINKS[0] },
      ...{ userAgent: PHONE_BROWSER, at: NOON.toISOString(), disposition: null },
    });
    expect(click.attempt_id).toBe(attempts[ANYA]);
    expect(enqueued).toHaveLength(1);
  });

  it("leads nowhere where the message has no such link, no web address, or is none of ours", async () => {
    const before = (await inbox()).length;
    for (const none of [visit(3), visit(255), visit(1), visit(0, { attemptId: randomUUID() })])
      expect(await followLink(deps(), none)).toBeNull();
    expect(await inbox()).toHaveLength(before);
  });

  it("is followed without a trace by what nobody pressed", async () => {
    const before = (await inbox()).length;
    expect(await followLink(deps(), visit(2, { isCounted: false }))).toBe(LINKS[2]);
    expect(await inbox()).toHaveLength(before);
  });

  it("leads on although the click can't be written down", async () => {
    const warned: unknown[] = [];
    const broken: Pick<EngineDeps, "messageLinks" | "storeEvent" | "jobs" | "log" | "now"> = {
      ...deps(),
      storeEvent: () => Promise.reject(new Error("the database is away")),
      log: { ...deps().log, warn: (fields) => void warned.push(fields) },
    };
    expect(await followLink(broken, visit(0))).toBe(LINKS[0]);
    expect(warned).toEqual([{ attempt_id: attempts[ANYA], error: "Error" }]);
  });
});

describe("An opt-out by link", () => {
  const held = async (customer: number) =>
    (
      await stack.pool.query(
        "select contact, channel, reason, source, evidence ->> 'method' as method from suppressions where customer_id = $1 order by 1",
        [customers[customer]?.id],
      )
    ).rows;

  it("of everything holds at once for every contact of the person, however often it is asked", async () => {
    const all = { attemptId: attempts[ANYA] ?? "", scope: "all", method: "one_click" } as const;
    await unsubscribe(deps(), all);
    await unsubscribe(deps(), all);
    const one = { channel: "all", reason: "opt_out", source: "link", method: "one_click" };
    expect(await held(ANYA)).toEqual([
      { contact: "+12125550301", ...one },
      { contact: "anya@mail.test", ...one },
    ]);
    const sql = "select status, reason, outcome from campaign_recipients where id = $1";
    expect((await stack.pool.query(sql, [campaign.recipients[ANYA]])).rows).toEqual([
      { status: "opted_out", reason: "opted_out", outcome: "opt_out" },
    ]);
    expect(await deps().messageLinks.readUnsubscribe(attempts[ANYA] ?? "")).toEqual({
      ...{ business_name: "Bright Smiles", channel: "email", channels: ["all"] },
    });
  });

  it("of the message's own channel leaves the others open", async () => {
    await unsubscribe(deps(), { attemptId: attempts[BEN] ?? "", scope: "channel", method: "page" });
    expect((await held(BEN)).map(({ channel }) => channel)).toEqual(["email", "email"]);
    expect((await deps().messageLinks.readUnsubscribe(attempts[BEN] ?? ""))?.channels).toEqual(["email"]);
  });

  it("is nothing for a message that does not exist", async () => {
    const none = { attemptId: randomUUID(), scope: "channel", method: "page" } as const;
    await expect(unsubscribe(deps(), none)).rejects.toMatchObject({ code: "not_found" });
    await expect(unsubscribe(deps(), { ...none, scope: "all" })).rejects.toMatchObject({ code: "not_found" });
    expect(await deps().messageLinks.readUnsubscribe(randomUUID())).toBeNull();
  });

  it("can be read and made by the server alone: not by a visitor, nor by the owner's own key", async () => {
    const p_attempt = attempts[CLEO] ?? "";
    for (const client of [stack.anonymous(), olga.client]) {
      const acting = { p_attempt, p_channel: "all", p_method: "page", p_now: NOON.toISOString() };
      expect((await client.rpc("unsubscribe", acting)).error?.code).toBe("42501");
      expect((await client.rpc("read_unsubscribe", { p_attempt })).error?.code).toBe("42501");
      expect((await client.rpc("message_links", { p_attempt })).error?.code).toBe("42501");
    }
    expect(await held(CLEO)).toEqual([]);
  });
});
