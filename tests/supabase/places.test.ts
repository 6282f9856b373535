import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { type Account, makeAccount } from "./fixtures";

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

describe("Where a customer is", () => {
  const customers = async () => (await account.client.from("customers").select("*")).data ?? [];
  const edit = (change: object) => account.client.from("customers").update(change).eq("user_id", account.id);
  const place = async () =>
    (await customers()).map((one) => [
      one.regions.join(),
      one.place_sources.join(),
      one.time_zones.join(),
      one.zone_source,
    ])[0];
  const add = (fields: object) =>
    account.client.from("customers").insert({ user_id: account.id, phone: "+12125550121", ...fields });

  it("is decided by the address for the zone, while the law of the number's region counts too", async () => {
    await add({ region: "US-WA" });
    expect(await place()).toEqual(["US-WA,US-NY", "address,area_code", "America/Los_Angeles", "region"]);
    await edit({ phone: "+12065550121" });
    expect(await place()).toEqual(["US-WA", "address", "America/Los_Angeles", "region"]);
  });

  it.each([
    ["77002", ["US-TX,US-NY", "postcode,area_code", "America/Chicago,America/Denver", "region"]],
    ["10001-1234", ["US-NY", "postcode", "America/New_York", "region"]],
    ["m5v 3l9", ["CA-ON,US-NY", "postcode,area_code", "America/Toronto,America/Winnipeg", "region"]],
    ["09012", ["US-NY", "area_code", "America/New_York", "area_code"]],
    ["SW1A 1AA", ["US-NY", "area_code", "America/New_York", "area_code"]],
  ])("is told by the postcode %s where no address is known", async (postcode, expected) => {
    await add({ postcode });
    expect(await place()).toEqual(expected);
  });

  it.each([
    [{ phone: "+4915112345678", postcode: "10115" }, ["DE", "area_code", "", null]],
    [{ phone: "+525512345678", postcode: "06000" }, ["MX", "area_code", "", null]],
    [{ region: "DE-BE", postcode: "10115" }, ["DE-BE,US-NY", "address,area_code", "", null]],
    [{ phone: "+4915112345678", region: "US-TX", postcode: "10001" }, ["US-TX,US-NY,DE", "address,postcode,area_code"]],
    [{ phone: null, email: "cara@mail.test", postcode: "10001" }, ["US-NY", "postcode", "America/New_York", "region"]],
  ])("is not told by five digits of a country that has other postcodes: %o", async (fields, expected) => {
    await add(fields);
    expect((await place())?.slice(0, expected.length)).toEqual(expected);
  });

  it("is in every region that address, postcode and number say", async () => {
    await add({ region: "US-FL", postcode: "77002" });
    expect(await place()).toEqual([
      "US-FL,US-TX,US-NY",
      "address,postcode,area_code",
      "America/Chicago,America/New_York",
      "region",
    ]);
  });

  it("keeps the zone that somebody chose, whatever the region says", async () => {
    await add({ region: "US-TX", time_zones: ["America/Chicago"] });
    await edit({ postcode: "79901", phone: "+12125550122" });
    expect(await place()).toEqual(["US-TX,US-NY", "address,area_code", "America/Chicago", "address"]);
  });

  it("is not known of a toll-free number, and its country alone of one from abroad", async () => {
    await add({ phone: "+18005550121" });
    expect(await place()).toEqual(["", "", "", null]);
    await edit({ phone: "+33123456789" });
    expect(await place()).toEqual(["FR", "area_code", "", null]);
  });
});
