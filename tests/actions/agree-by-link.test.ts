import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreeByLink, readConsentPage, withdrawByLink } from "@/lib/actions/agree-by-link";
import { messageLinksData } from "@/lib/data/message-links";
import { type Account, type Customer, makeAccount, makeCampaign, makeCustomers, NOON } from "../supabase/fixtures";
import { insertMessages } from "../supabase/message-rows";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let olga: Account;
let customers: Customer[];
let attempts: string[];
let now = NOON;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const deps = () => ({ messageLinks: messageLinksData(stack.service), log: quiet, now: () => now });
const EVIDENCE = { ip_hash: "f".repeat(64), user_agent: "Mozilla/5.0 (iPhone)" };
const [ANYA, BEN, CLEO] = [0, 1, 2];

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test");
  customers = await makeCustomers(stack, olga, [
    { phone: "+12125550301", email: "anya@mail.test", consent: null },
    { phone: "+12125550302", email: "ben@mail.test", consent: null },
    { phone: null, email: "cleo@mail.test", consent: null },
  ]);
  const campaign = await makeCampaign(stack, olga, { customers, channel: "email" });
  attempts = await insertMessages(
    stack,
    olga,
    campaign,
    campaign.recipients.map((recipient, at) => ({ recipient, customer_id: customers[at]?.id ?? null, links: [] })),
  );
});
afterAll(() => stack?.stop());

const pageOf = (who: number) => readConsentPage(deps(), attempts[who] ?? "");
const agree = async (who: number, shown?: string) =>
  agreeByLink(deps(), attempts[who] ?? "", shown ?? (await pageOf(who))?.words?.shown ?? "", EVIDENCE);
const consentsOf = async (who: number) =>
  (await stack.pool.query("select * from consents where customer_id = $1 order by obtained_at", [customers[who]?.id]))
    .rows;
const rankOf = async (who: number) =>
  (await stack.pool.query("select call_marketing_consent as rank from customers where id = $1", [customers[who]?.id]))
    .rows[0].rank;

describe("A link that asks for consent", () => {
  it("changes nothing when it is looked at, however often", async () => {
    for (let time = 0; time < 3; time++)
      expect(await pageOf(ANYA)).toMatchObject({ business_name: "Bright Smiles", agreed_at: null, opted_out: false });
    expect(await consentsOf(ANYA)).toEqual([]);
  });

  it("stores exactly the words that were shown, once, with what proves it, so that they may be called", async () => {
    const words = (await pageOf(ANYA))?.words;
    expect(await agree(ANYA)).toBe(true);
    await agree(ANYA);
    expect(await consentsOf(ANYA)).toMatchObject([
      {
        ...{ channel: "call", basis: "express_written", purpose: "marketing", obtained_at: NOON, revoked_at: null },
        ...{ wording: words?.text, wording_version: "calls-2026-11" },
        evidence: { ...EVIDENCE, method: "page", attempt_id: attempts[ANYA] },
      },
    ]);
    expect(await rankOf(ANYA)).toBe(3);
    expect((await pageOf(ANYA))?.agreed_at).not.toBeNull();
    const { rows } = await stack.pool.query("select kind from attempt_events where attempt_id = $1", [attempts[ANYA]]);
    expect(rows.filter(({ kind }) => kind === "agreed_to_calls")).toHaveLength(1);
  });

  it("takes it back on the same page, and a new agreement counts anew", async () => {
    await withdrawByLink(deps(), attempts[ANYA] ?? "");
    await withdrawByLink(deps(), attempts[ANYA] ?? "");
    expect(await rankOf(ANYA)).toBeNull();
    now = new Date(NOON.getTime() + 60_000);
    expect(await agree(ANYA)).toBe(true);
    expect((await consentsOf(ANYA)).map(({ revoked_at }) => revoked_at !== null)).toEqual([true, false]);
  });

  it("stores nothing when the words are not those that were shown: another number, another name", async () => {
    const shown = (await pageOf(BEN))?.words?.shown ?? "";
    await stack.pool.query("update customers set phone = '+12125559302' where id = $1", [customers[BEN]?.id]);
    expect(await agree(BEN, shown)).toBe(false);
    expect(await consentsOf(BEN)).toEqual([]);
  });

  it("asks nobody without a number, and nobody who opted out of calls", async () => {
    expect((await pageOf(CLEO))?.words).toBeNull();
    expect(await agree(CLEO, "x")).toBe(false);
    await olga.client.from("suppressions").insert({
      ...{ user_id: olga.id, contact: "+12125559302", channel: "call", reason: "opt_out", source: "owner" },
    });
    const page = await pageOf(BEN);
    expect(page?.opted_out).toBe(true);
    expect(await agree(BEN, page?.words?.shown)).toBe(false);
    expect(await consentsOf(BEN)).toEqual([]);
  });

  it("of no message leads nowhere", async () => {
    expect(await readConsentPage(deps(), randomUUID())).toBeNull();
    await expect(agreeByLink(deps(), randomUUID(), "x", EVIDENCE)).rejects.toMatchObject({ code: "not_found" });
    await expect(withdrawByLink(deps(), randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });
});
