import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { type Account, makeAccount, type NewCustomer, newPhone } from "../fixtures";
import { allowed, gateSubject, skipped } from "../gate-subject";

let stack: Stack;
let account: Account;
let number = 0;
beforeAll(async () => {
  stack = await startStack();
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`);
});
afterAll(() => stack.stop());

const someone = (wanted: NewCustomer = {}, campaign: Record<string, unknown> = {}) =>
  gateSubject(stack, account, wanted, campaign);

describe("Calling hours", () => {
  const opens = async (who: NewCustomer, now: string, campaign = {}) => {
    const { decision, until, reason } = await (await someone(who, campaign)).ask(new Date(now));
    return decision === "postpone" ? `${reason} ${until?.toISOString()}` : decision;
  };

  it("are the customer's own, by area code or by a known address", async () => {
    expect(await opens({ phone: newPhone("212") }, "2026-11-23T14:00:00Z")).toBe("allow");
    expect(await opens({ phone: newPhone("310") }, "2026-11-23T14:00:00Z")).toBe(
      "outside_hours 2026-11-23T17:00:00.000Z",
    );
    const moved = { phone: newPhone("212"), time_zones: ["Pacific/Honolulu"] };
    expect(await opens(moved, "2026-11-23T17:00:00Z")).toBe("outside_hours 2026-11-23T19:00:00.000Z");
  });

  it("must be open in every zone the customer may be in", async () => {
    // Area code 219 lies in Eastern and Central time: from 9 in Chicago to 18 in New York.
    expect(await opens({ phone: newPhone("219") }, "2026-11-23T14:30:00Z")).toBe(
      "outside_hours 2026-11-23T15:00:00.000Z",
    );
    expect(await opens({ phone: newPhone("219") }, "2026-11-23T23:00:00Z")).toBe(
      "outside_hours 2026-11-24T15:00:00.000Z",
    );
    expect(await opens({ phone: newPhone("219") }, "2026-11-23T22:59:59Z")).toBe("allow");
  });

  it("are narrowed by the campaign's, never widened", async () => {
    const afternoon = { calling_hours: { mon: [["13:00", "23:00"]] } };
    expect(await opens({}, "2026-11-23T17:00:00Z", afternoon)).toBe("outside_hours 2026-11-23T18:00:00.000Z");
    expect(await opens({}, "2026-11-23T23:30:00Z", afternoon)).toBe("outside_hours 2026-11-30T18:00:00.000Z");
  });

  it("follow the clock when it changes over night", async () => {
    expect(await opens({}, "2026-10-31T20:30:00Z")).toBe("outside_hours 2026-11-02T14:00:00.000Z");
    expect(await opens({}, "2027-03-13T21:30:00Z")).toBe("outside_hours 2027-03-15T13:00:00.000Z");
  });

  it("that never come skip the person, with that reason", async () => {
    const { ask } = await someone({}, { calling_hours: { sun: [["10:00", "12:00"]] } });
    expect(await ask()).toMatchObject(skipped("no_open_hours"));
  });

  it("do not hold back an e-mail", async () => {
    expect(
      await (await someone({ email: "night@mail.test" })).ask(new Date("2026-11-23T08:00:00Z"), "email"),
    ).toMatchObject(allowed);
  });

  it("are written down with the decision: zones, local time, region", async () => {
    const { ask } = await someone({ phone: newPhone("312") });
    expect((await ask()).detail).toMatchObject({
      time_zones: ["America/Chicago"],
      local_time: "2026-11-23T11:00",
      region: "US-IL",
      contacts_24h: 0,
    });
  });
});
