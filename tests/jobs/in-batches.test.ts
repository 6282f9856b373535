import { describe, expect, it } from "vitest";
import { inBatches } from "@/lib/jobs/in-batches";

/** A sender whose batches end when the test says so. */
function sender() {
  const batches: { items: string[]; end: PromiseWithResolvers<void> }[] = [];
  const send = inBatches<string>((items) => {
    const end = Promise.withResolvers<void>();
    batches.push({ items, end });
    return end.promise;
  });
  const sent = () => batches.map(({ items }) => items);
  return { batches, send, sent };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe("items sent in batches", () => {
  it("go together when they are asked for in one moment", async () => {
    const { send, sent } = sender();
    for (const item of ["a", "b", "c"]) void send(item);
    await soon();
    expect(sent()).toEqual([["a", "b", "c"]]);
  });

  it("wait for the batch under way and then go together", async () => {
    const { batches, send, sent } = sender();
    void send("a");
    await soon();
    void send("b");
    await soon();
    void send("c");
    await soon();
    expect(sent()).toEqual([["a"]]);
    batches[0]?.end.resolve();
    await soon();
    expect(sent()).toEqual([["a"], ["b", "c"]]);
  });

  it("are sent once each sender is told", async () => {
    const { batches, send } = sender();
    let told = false;
    const done = send("a").then(() => {
      told = true;
    });
    await soon();
    expect(told).toBe(false);
    batches[0]?.end.resolve();
    await done;
    expect(told).toBe(true);
  });

  it("fail with their own batch alone", async () => {
    const { batches, send, sent } = sender();
    const [a, b] = [send("a"), send("b")];
    await soon();
    const c = send("c");
    batches[0]?.end.reject(new Error("no connection"));
    await expect(a).rejects.toThrow("no connection");
    await expect(b).rejects.toThrow("no connection");
    await soon();
    batches[1]?.end.resolve();
    await expect(c).resolves.toBeUndefined();
    expect(sent()).toEqual([["a", "b"], ["c"]]);
  });

  it("go in the order they were asked for, at most 500 at once", async () => {
    const { batches, send, sent } = sender();
    for (let n = 0; n < 600; n++) void send(String(n));
    await soon();
    batches[0]?.end.resolve();
    await soon();
    expect(sent().map((items) => items.length)).toEqual([500, 100]);
    expect(sent()[1]?.[0]).toBe("500");
  });
});
