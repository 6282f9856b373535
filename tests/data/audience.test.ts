import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewAudience } from "@/lib/actions/preview-audience";
import { AudienceQuery } from "@/lib/core/audience";
import { audienceData } from "@/lib/data/audience";
import type { Client } from "@/lib/data/client";
import { type Account, after, DAY, makeAccount, makeCustomers, NOON, newPhone } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;
beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test");
  const other = await makeAccount(stack, "bob@garage.test");
  await makeCustomers(stack, other, [{ name: "Theirs", tags: ["theirs"] }]);
  await makeCustomers(stack, account, [
    { name: "Anya", tags: ["vip"], region: "US-NY", leadsAt: [after(-200 * DAY)] },
    { name: "Hawaii", phone: newPhone("808"), leadsAt: [after(-300 * DAY)] },
    { name: "Abroad", phone: "+442079460958", email: "abroad@mail.test", leadsAt: [after(-400 * DAY)] },
    { name: "Lately", leadsAt: [after(-3 * DAY)] },
  ]);
});
afterAll(() => stack?.stop());

const deps = () => ({ accountId: account.id, audience: audienceData(stack.service), now: () => NOON });
const preview = (query: object) => previewAudience(deps(), AudienceQuery.parse(query));

describe("A preview of an audience", () => {
  it("counts the account's own customers, and says who may be called, who never, who not now, and who comes first", async () => {
    const { sample, ...counts } = await preview({ target_criteria: { last_contact_days: 180 } });
    expect(counts).toEqual({
      matching: 3,
      callable: 2,
      skipped: { unknown_time_zone: 1 },
      waiting: { outside_hours: 1 },
      places: [],
      at: NOON.toISOString(),
    });
    expect(sample.map(({ name, lead_count }) => [name, lead_count])).toEqual([
      ["Anya", 1],
      ["Hawaii", 1],
      ["Abroad", 1],
    ]);
    expect(Object.keys(sample[0] ?? {}).sort()).toEqual(
      ["customer_id", "email", "last_contact_at", "lead_count", "name", "phone"].sort(),
    );
  });

  it("follows the method: nobody writes an e-mail to whom there is no address", async () => {
    const query = { target_criteria: {}, outreach_method: "email", sample: 1 };
    expect(await preview(query)).toMatchObject({ matching: 4, callable: 1, skipped: { no_contact: 3 } });
    expect((await preview(query)).sample).toHaveLength(1);
  });

  it("counts each way of a sequence by itself, and all of them while its touches are not known", async () => {
    const query = { target_criteria: {}, outreach_method: "multi", sample: 1 };
    const byCall = { callable: 3, skipped: { unknown_time_zone: 1 }, waiting: { outside_hours: 1 }, places: [] };
    const byEmail = { callable: 1, skipped: { no_contact: 3 }, waiting: {}, places: [] };
    const found = await preview({ ...query, channels: ["email", "call"] });
    expect(found.channels).toEqual([
      { channel: "email", reach: byEmail },
      { channel: "call", reach: byCall },
    ]);
    // In all at least those whom the way reaches that reaches the most.
    expect(found).toMatchObject({ matching: 4, ...byCall, sample: [{ name: "Lately" }] });
    expect((await preview(query)).channels?.map(({ channel }) => channel)).toEqual(["call", "email", "sms"]);
    expect(await preview({ target_criteria: {} })).not.toHaveProperty("channels");
  });

  it.each([
    {},
    { target_criteria: { everybody: true } },
    { target_criteria: {}, user_id: "somebody" },
    { target_criteria: {}, sample: 51 },
    { target_criteria: {}, outreach_method: "fax" },
    { target_criteria: {}, outreach_method: "multi", channels: [] },
    { target_criteria: {}, outreach_method: "multi", channels: ["call", "call"] },
    { target_criteria: {}, outreach_method: "email", channels: ["email"] },
  ])("is not made of %j", (query) => {
    expect(AudienceQuery.safeParse(query).success).toBe(false);
  });

  it("of a sequence says which of its ways took too long, and counts the others", async () => {
    const rpc = stack.service.rpc.bind(stack.service) as (name: string, args: object) => unknown;
    const slow = { data: null, error: { code: "57014", message: "canceling statement due to statement timeout" } };
    const client = {
      rpc: (name: string, args: { p_channel?: string }) => (args.p_channel === "sms" ? slow : rpc(name, args)),
    } as unknown as Client;
    const query = AudienceQuery.parse({ target_criteria: {}, outreach_method: "multi", channels: ["sms", "email"] });
    const { callable, channels } = await audienceData(client).preview(account.id, query, NOON);
    expect(callable).toBe(1);
    expect(channels).toMatchObject([
      { channel: "sms", reach: null },
      { channel: "email", reach: { callable: 1 } },
    ]);
  });

  it("that takes too long is given up, and says so", async () => {
    const limit = (value: string) =>
      stack.pool.query(
        `alter function public.preview_audience(uuid, jsonb, text, timestamptz, integer, text) set statement_timeout = '${value}'`,
      );
    await limit("1ms");
    await expect
      .poll(
        () =>
          preview({ target_criteria: {} }).then(
            () => "answered",
            (error) => error.code,
          ),
        { timeout: 5000 },
      )
      .toBe("took_too_long");
    await expect
      .poll(() => preview({ target_criteria: {}, outreach_method: "multi" }).catch(({ code }) => code))
      .toBe("took_too_long");
    await limit("5s");
  });
});

it("what can be asked for is what the account's own customers have", async () => {
  expect(await audienceData(stack.service).options(account.id)).toMatchObject({
    tags: [{ value: "vip", count: 1 }],
    statuses: [{ value: "Closed", count: 4 }],
  });
});
