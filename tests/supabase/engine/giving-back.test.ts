import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { engineCalls } from "../engine-calls";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, makeCampaign, makeCustomers, NOON } from "../fixtures";
import type { Meanwhile } from "../meanwhile";

let stack: Stack;
let account: Account;
let pool: Pool;
let rows: EngineStage["rows"];
let meanwhile: Meanwhile;
beforeAll(async () => {
  ({ stack, pool, rows, meanwhile } = await startEngineStage(6));
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const engine = () => engineCalls(pool);

describe("Of several reservations that are given back", () => {
  async function three() {
    const customers = await makeCustomers(stack, account, 3);
    const { id, recipients } = await makeCampaign(stack, account, { customers });
    for (const at of [0, 1, 2]) await engine().claim(id, 1, after(at));
    return { id, recipients, last: recipients[2] };
  }
  const hold = (db: PoolClient, recipient = "") =>
    db.query("select from campaign_recipients where id = $1 for update", [recipient]);
  const touch = (db: PoolClient, recipient = "") =>
    db.query("update campaign_recipients set responded_at = $2 where id = $1", [recipient, NOON]);

  it("a stop waits for one that is held without holding up the holder", async () => {
    const { id, recipients, last } = await three();
    await meanwhile(
      (db) => hold(db, last),
      () => engine().stop(id),
      (db) => touch(db, last),
    );
    const found = await Promise.all(recipients.map(rows.recipient));
    expect(found.map(({ status }) => status)).toEqual(["skipped", "skipped", "skipped"]);
  });

  it("a sweep leaves one that is held to the next", async () => {
    await engine().releaseExpired(after(HOUR));
    const { last } = await three();
    const [holder, sweeper] = [await pool.connect(), await pool.connect()];
    try {
      await sweeper.query("set lock_timeout = '5s'");
      await holder.query("begin");
      await hold(holder, last);
      expect(await engineCalls(sweeper).releaseExpired(after(HOUR))).toBe(2);
      await holder.query("commit");
    } finally {
      holder.release(true);
      sweeper.release(true);
    }
    expect(await engine().releaseExpired(after(HOUR))).toBe(1);
  });
});

describe("Two sweeps that give back reservations of the same campaigns in a different order", () => {
  it("do not wait for each other in a circle", async () => {
    await engine().releaseExpired(after(2 * HOUR));
    const campaigns = await Promise.all(
      [0, 1].map(async () =>
        makeCampaign(stack, account, {
          customers: await makeCustomers(stack, account, 12),
          rate_limit_per_minute: 1000,
        }),
      ),
    );
    for (const round of [0, 1, 2, 3, 4, 5]) {
      for (const { id } of round % 2 ? campaigns : campaigns.toReversed())
        await engine().claim(id, 2, after(round * MINUTE));
    }
    const released = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() =>
        pool.query<{ n: number }>("select public.release_expired($1, 6) as n", [after(2 * HOUR)]),
      ),
    );
    const more = await engine().releaseExpired(after(2 * HOUR));
    expect(released.reduce((sum, { rows: [row] }) => sum + (row?.n ?? 0), more)).toBe(24);
    for (const { id } of campaigns) {
      const { kept, recounted } = await rows.counts(id);
      expect(kept).toEqual(recounted);
      expect(kept).toMatchObject({ pending: 12, queued: 0 });
    }
  });
});
