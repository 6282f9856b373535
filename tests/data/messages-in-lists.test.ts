import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toAttemptView } from "@/lib/actions/attempt-view";
import { exportCalls } from "@/lib/actions/export-calls";
import { reviewCalls } from "@/lib/actions/review-calls";
import { CallQuery } from "@/lib/core/calls";
import { attemptsData } from "@/lib/data/attempts";
import { callsData } from "@/lib/data/calls";
import { customersData } from "@/lib/data/customers";
import { messageLinksData } from "@/lib/data/message-links";
import { suppressionsData } from "@/lib/data/suppressions";
import { dataOf } from "@/lib/server/deps";
import { insertCalls } from "../supabase/call-rows";
import {
  type Account,
  after,
  type Customer,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
} from "../supabase/fixtures";
import { insertMessages, writeBack } from "../supabase/message-rows";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let olga: Account;
let bob: Account;
let people: Customer[];
let ids: Record<"call" | "text" | "email" | "stopped" | "clicked", string>;

const WORDS = "Yes please! Is <b>Thursday</b> at 3 free? 🙂";

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test", { sms_sender: "+12125550000" });
  bob = await makeAccount(stack, "bob@garage.test");
  people = await makeCustomers(
    stack,
    olga,
    [0, 1, 2, 3, 4].map((n) => ({ name: `Person ${n}`, phone: `+1212555040${n}`, email: `p${n}@mail.test` })),
  );
  const campaign = await makeCampaign(stack, olga, { customers: people });
  const of = (n: number) => ({ recipient: campaign.recipients[n] ?? "", customer_id: people[n]?.id ?? null });
  const [call = ""] = await insertCalls(stack, olga, campaign, [{ ...of(0), disposition: "conversed" }]);
  const at = after(-HOUR);
  const [text = "", stopped = ""] = await insertMessages(stack, olga, campaign, [
    { ...of(1), channel: "sms", at, segments: 2, cost: 0.02 },
    { ...of(3), channel: "sms", at },
  ]);
  const [email = "", clicked = ""] = await insertMessages(stack, olga, campaign, [
    { ...of(2), at: after(-2 * HOUR), variant: "B" },
    { ...of(4), at: after(-3 * HOUR), opened_at: after(-2 * HOUR), clicked_at: after(-2 * HOUR) },
  ]);
  ids = { call, text, email, stopped, clicked };
  await stack.pool.query(
    "update outreach_attempts set contact_hash = private.contact_hash(r.phone) from campaign_recipients r where r.id = recipient_id and channel = 'sms'",
  );
  await stack.pool.query(
    "update outreach_attempts set contact_hash = private.contact_hash(r.email) from campaign_recipients r where r.id = recipient_id and channel = 'email'",
  );
  await writeBack(stack, { from: "+12125550401", body: WORDS });
  await writeBack(stack, { from: "+12125550403", body: "STOP", kind: "stop" });
  await insert(
    stack,
    "attempt_events",
    [-2 * HOUR, -3 * HOUR + 1000].map((ms) => ({
      ...{ attempt_id: clicked, user_id: olga.id, kind: "clicked", at: after(ms), detail: { link: "https://a.test" } },
    })),
  );
});
afterAll(() => stack?.stop());

const list = (fields: object = {}, who = olga) => callsData(who.client).list(olga.id, CallQuery.parse(fields));
const found = async (fields: object) => (await list(fields)).rows.map(({ id }) => id);

describe("The lists of contacts", () => {
  it("are of calls unless told, of each channel, and of all", async () => {
    expect(await found({})).toEqual([ids.call]);
    expect(new Set(await found({ channel: "sms" }))).toEqual(new Set([ids.text, ids.stopped]));
    expect(await found({ channel: "email" })).toEqual([ids.email, ids.clicked]);
    expect((await list({ channel: "all" })).total).toBe(5);
    expect((await list({ channel: "email" })).total).toBe(2);
  });

  it("say what was sent, how far it came, and what came back", async () => {
    const [text] = (await list({ channel: "sms", search: "Person 1" })).rows;
    expect(text).toMatchObject({ segments: 2, cost: 0.02, subject: null, disposition: "delivered", reply: WORDS });
    const [email, clicked] = (await list({ channel: "email" })).rows;
    expect(email).toMatchObject({ subject: "We miss you, Anya", variant: "B", opened_at: null });
    expect(clicked).toMatchObject({ reply: null });
    expect(clicked?.clicked_at).not.toBeNull();
  });

  it("are found by what somebody wrote back, and by nobody else", async () => {
    const { rows, total } = await list({ channel: "sms", search: "thursd" });
    expect([rows.map(({ id }) => id), total]).toEqual([[ids.text], 1]);
    expect(rows[0]?.hit).toContain("\ue000Thursday\ue001");
    expect(await found({ search: "thursd" })).toEqual([]);
    expect(await found({ channel: "email", search: "thursd" })).toEqual([]);
    expect((await list({ channel: "all", search: "thursd" }, bob)).rows).toEqual([]);
  });

  it("can be taken along with what came back, safe from formulas", async () => {
    let lines = "";
    const deps = { data: dataOf(olga.client), accountId: olga.id };
    for await (const part of exportCalls(deps, { query: CallQuery.parse({ channel: "sms" }), timeZone: "UTC" }))
      lines += part;
    expect(lines).toContain('"text message"');
    expect(lines).toContain("Is <b>Thursday</b> at 3 free?");
  });
});

describe("Who wrote back", () => {
  it("needs somebody, over whatever channel, but not who asked to stop", async () => {
    const { rows, needs_you } = await list({ view: "needs_you" });
    expect(rows.map(({ id, attention }) => [id, attention])).toEqual([[ids.text, "reply"]]);
    expect(needs_you).toBe(1);
    expect(await found({ view: "needs_you", channel: "call" })).toEqual([]);
  });

  it("is shown with their words, and needs nobody once these are read; nobody else reads or clears them", async () => {
    const attempt = await attemptsData(olga.client).get(ids.text);
    const view = attempt && toAttemptView(attempt);
    expect(view?.inbound).toMatchObject([{ kind: "reply", body: WORDS }]);
    expect(view?.correctable).toBe(true);
    expect(await attemptsData(bob.client).get(ids.text)).toBeNull();
    expect((await bob.client.from("inbound_messages").select("id")).data).toEqual([]);
    const write = await olga.client.from("inbound_messages").update({ body: "x" }).eq("user_id", olga.id);
    expect(write.error?.code).toBe("42501");

    const waiting = async () =>
      (await stack.pool.query("select reply_waiting_since from customers where id = $1", [people[1]?.id])).rows[0];
    expect((await waiting()).reply_waiting_since).not.toBeNull();
    const as = (who: Account) => ({ data: dataOf(who.client), now: () => after(MINUTE) });
    expect(await reviewCalls(as(bob), { ids: [ids.text], reviewed: true })).toEqual({ changed: 0 });
    expect(await reviewCalls(as(olga), { ids: [ids.text], reviewed: true })).toEqual({ changed: 1 });
    expect(await found({ view: "needs_you" })).toEqual([]);
    expect((await waiting()).reply_waiting_since).toBeNull();
    await writeBack(stack, { from: "+12125550401", body: "Hello?", at: after(HOUR) });
    expect(await found({ view: "needs_you" })).toEqual([ids.text]);
  });
});

describe("A message's own page", () => {
  it("has what was sent, its links, and which clicks were a scanner's", async () => {
    const attempt = await attemptsData(olga.client).get(ids.clicked);
    const view = attempt && toAttemptView(attempt);
    expect(view?.message).toMatchObject({ subject: "We miss you, Anya", links: ["https://bright.test/book"] });
    expect(view?.events.map(({ uncounted }) => uncounted)).toEqual([true, false]);
  });
});

describe("The customer's page", () => {
  const timeline = async (n: number) => customersData(olga.client).timeline(people[n]?.id ?? "", { limit: 50 });

  it("tells what was written and what came back", async () => {
    const entries = await timeline(1);
    expect(entries.filter(({ kind }) => kind === "inbound").map(({ detail }) => detail)).toMatchObject([
      { channel: "sms", message_kind: "reply", body: "Hello?", attempt_id: ids.text },
      { channel: "sms", message_kind: "reply", body: WORDS },
    ]);
    expect(entries.find(({ kind }) => kind === "contact")?.detail).toMatchObject({ channel: "sms" });
    expect(await customersData(bob.client).timeline(people[1]?.id ?? "", { limit: 50 })).toEqual([]);
  });

  it("shows the words in which somebody asked to stop, and so does the list of opt-outs", async () => {
    const stop = (await timeline(3)).find(({ kind }) => kind === "suppressed");
    expect(stop?.detail).toMatchObject({ source: "sms", channel: "all", said: "STOP" });
    const customer = { id: people[3]?.id ?? "", user_id: olga.id, phone: "+12125550403", email: "p3@mail.test" };
    const [one] = await suppressionsData(olga.client).ofCustomer(customer);
    expect(one).toMatchObject({ source: "sms", said: "STOP", method: null, attempt_id: ids.stopped });
    const { rows } = await suppressionsData(olga.client).list(olga.id, { limit: 10, offset: 0 });
    expect(rows[0]).toMatchObject({ said: "STOP" });
  });

  it("shows how somebody unsubscribed by a link", async () => {
    await messageLinksData(stack.service).unsubscribe(ids.email, "all", "one_click", NOON);
    const stop = (await timeline(2)).find(({ kind }) => kind === "suppressed");
    expect(stop?.detail).toMatchObject({ source: "link", method: "one_click", attempt_id: ids.email });
    const { rows } = await suppressionsData(olga.client).list(olga.id, { search: "p2@", limit: 10, offset: 0 });
    expect(rows[0]).toMatchObject({ source: "link", method: "one_click", said: null });
  });
});
