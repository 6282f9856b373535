import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { type Account, after, DAY, makeAccount, NOON } from "./fixtures";

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

interface Lead {
  customer_phone?: string;
  customer_name?: string;
  customer_email?: string;
  structured_data?: { [key: string]: string };
  created_at?: string;
}
/** Writes a lead as the receptionist does. Answers its id and its customer's. */
async function ring(lead: Lead): Promise<{ id: string; customer_id: string | null }> {
  const written = await account.client
    .from("leads")
    .insert({ agent_id: account.agentId, ...lead })
    .select("id, customer_id")
    .single();
  if (written.error) throw written.error;
  return written.data;
}
const customers = async () => (await account.client.from("customers").select("*").order("created_at")).data ?? [];

describe("A lead", () => {
  it("finds its customer again by any spelling of the phone", async () => {
    for (const customer_phone of ["(212) 555-0101", "+12125550101", "212.555.0101", "1 212 555 0101 ext 7"])
      await ring({ customer_phone });
    expect(await customers()).toMatchObject([
      {
        phone: "+12125550101",
        lead_count: 4,
        region: "US-NY",
        time_zones: ["America/New_York"],
        zone_source: "area_code",
      },
    ]);
  });

  it("finds its customer by e-mail where there is no phone, in any case of letters", async () => {
    const first = await ring({ customer_email: "Anya@Mail.test" });
    const second = await ring({ structured_data: { email: " anya@mail.TEST " } });
    expect(second.customer_id).toBe(first.customer_id);
  });

  it("adds what was not known, and overwrites nothing", async () => {
    await ring({ customer_phone: "2125550102" });
    await ring({ customer_phone: "2125550102", structured_data: { name: "Anya", email: "anya@mail.test" } });
    await ring({ customer_phone: "2125550102", customer_name: "Somebody", customer_email: "other@mail.test" });
    expect(await customers()).toMatchObject([{ name: "Anya", email: "anya@mail.test", lead_count: 3 }]);
  });

  it("leaves an e-mail with the customer who has it already", async () => {
    await ring({ customer_phone: "2125550103", customer_email: "home@mail.test" });
    await ring({ customer_phone: "2125550104" });
    await ring({ customer_phone: "2125550104", customer_email: "home@mail.test" });
    expect(await customers()).toMatchObject([
      { phone: "+12125550103", email: "home@mail.test" },
      { phone: "+12125550104", email: null, lead_count: 2 },
    ]);
  });

  it.each(["", "anonymous", "+266696687", "+7378742833", "911", "5550101", "+1 555 000 0000", "sip:a@b"])(
    "from %j has no customer, and is written all the same",
    async (customer_phone) => {
      expect((await ring({ customer_phone })).customer_id).toBeNull();
      expect(await customers()).toEqual([]);
    },
  );

  it("takes a number without a country as one of the account's country", async () => {
    await account.client.from("outreach_settings").update({ default_country: "DE" }).eq("user_id", account.id);
    expect((await ring({ customer_phone: "2125550105" })).customer_id).toBeNull();
    expect((await ring({ customer_phone: "+49 (0)30 901820" })).customer_id).not.toBeNull();
    expect(await customers()).toMatchObject([{ phone: "+4930901820", time_zones: [] }]);
  });

  it("that learns its contact later gets its customer then", async () => {
    const { id } = await ring({ customer_phone: "withheld" });
    await account.client
      .from("leads")
      .update({ structured_data: { email: "late@mail.test", name: "Late" } })
      .eq("id", id);
    expect(await customers()).toMatchObject([{ email: "late@mail.test", name: "Late", lead_count: 1 }]);
  });
});

describe("A customer's figures", () => {
  const at = (days: number) => after(-days * DAY).toISOString();

  it("follow every lead that is added, moved in time, given to another or deleted", async () => {
    const phones = ["2125550110", "2125550111"];
    const [first, second, other] = [
      await ring({ customer_phone: phones[0], created_at: at(300) }),
      await ring({ customer_phone: phones[0], created_at: at(100) }),
      await ring({ customer_phone: phones[1], created_at: at(50) }),
    ];
    const figures = async () =>
      (await customers()).map(({ lead_count, first_lead_at, last_lead_at }) =>
        [lead_count, first_lead_at, last_lead_at].map((one) =>
          typeof one === "string" ? new Date(one).toISOString() : one,
        ),
      );
    expect(await figures()).toEqual([
      [2, at(300), at(100)],
      [1, at(50), at(50)],
    ]);
    await account.client
      .from("leads")
      .update({ created_at: at(400) })
      .eq("id", first.id);
    expect((await figures())[0]).toEqual([2, at(400), at(100)]);
    await account.client.from("leads").update({ customer_id: other.customer_id }).eq("id", second.id);
    expect(await figures()).toEqual([
      [1, at(400), at(400)],
      [2, at(100), at(50)],
    ]);
    await account.client.from("leads").delete().eq("id", first.id);
    expect((await figures())[0]).toEqual([0, null, null]);
  });

  it("say when the last contact was: the lead or the answered call, whichever came later", async () => {
    await ring({ customer_phone: "2125550112", created_at: at(10) });
    await stack.pool.query("update customers set last_answered_at = $2 where user_id = $1", [account.id, NOON]);
    expect(new Date((await customers())[0]?.last_contact_at ?? "").getTime()).toBe(NOON.getTime());
  });
});

describe("Where a customer is", () => {
  const edit = (change: object) => account.client.from("customers").update(change).eq("user_id", account.id);
  const where = async () =>
    (await customers()).map(({ region, time_zones, zone_source }) => ({ region, time_zones, zone_source }))[0];

  it("is told by the area code until somebody knows better, and by what they know from then on", async () => {
    await ring({ customer_phone: "2125550120" });
    await edit({ phone: "+13105550120" });
    expect(await where()).toEqual({ region: "US-CA", time_zones: ["America/Los_Angeles"], zone_source: "area_code" });
    await edit({ time_zones: ["America/Denver"], region: "US-CO" });
    await edit({ phone: "+12125550120" });
    expect(await where()).toEqual({ region: "US-CO", time_zones: ["America/Denver"], zone_source: "address" });
    await edit({ time_zones: [] });
    expect(await where()).toMatchObject({ region: "US-CO", time_zones: ["America/Denver"], zone_source: "region" });
    await edit({ region: null });
    expect(await where()).toEqual({ region: "US-NY", time_zones: ["America/New_York"], zone_source: "area_code" });
  });
});

describe("An erased customer", () => {
  it("is let go by its leads, and not made again from them", async () => {
    const { id, customer_id } = await ring({ customer_phone: "2125550130" });
    const gone = (client: typeof stack.service) =>
      client
        .from("customers")
        .delete()
        .eq("id", customer_id ?? "");
    // A row that is merely deleted would leave its traces: erase_customer is the only way.
    expect((await gone(account.client)).error?.code).toBe("42501");
    expect((await gone(stack.service)).error).toBeNull();
    expect((await account.client.from("leads").select("customer_id").eq("id", id).single()).data).toEqual({
      customer_id: null,
    });
    expect(await customers()).toEqual([]);
  });
});

describe("A first import", () => {
  /** Customers that were looked at for each lead of one statement, on a table that was empty before. */
  async function lookedAt(leads: number): Promise<number> {
    await stack.pool.query("truncate leads, customers cascade");
    const client = new Client({ connectionString: stack.databaseUrl });
    await client.connect();
    const fetched = async () => {
      await client.query("select pg_stat_force_next_flush()");
      const sql = "select idx_tup_fetch::integer as n from pg_stat_user_tables where relname = 'customers'";
      return (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
    };
    const before = await fetched();
    await client.query(
      "insert into leads (agent_id, customer_phone) select $1, '+1212' || (2000000 + n) from generate_series(1, $2::integer) n",
      [account.agentId, leads],
    );
    const all = (await fetched()) - before;
    await client.end();
    return all / leads;
  }

  it("looks at some of the customers for each lead, not at all that were there before", async () => {
    // While there are few it may look at them all; with 2,000 it would be 1,000 on average.
    expect(await lookedAt(2000)).toBeLessThan(500);
  });
});
