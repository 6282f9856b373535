import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/core/errors";
import { ndjson } from "@/lib/server/ndjson";

const lines = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

describe("a work that tells how far it is", () => {
  it("ends with its result", async () => {
    async function* work() {
      yield { kind: "progress", rows: 1 };
      return { rows: 1 };
    }
    const response = await ndjson(work());
    expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    expect(await lines(response)).toEqual([
      { kind: "progress", rows: 1 },
      { kind: "done", result: { rows: 1 } },
    ]);
  });

  it("throws what goes wrong before it began, and tells what goes wrong later", async () => {
    async function* atOnce(): AsyncGenerator<object, object> {
      yield await Promise.reject(new AppError("csv_unreadable"));
      return {};
    }
    await expect(ndjson(atOnce())).rejects.toMatchObject({ code: "csv_unreadable" });
    async function* later(): AsyncGenerator<object, object> {
      yield { kind: "progress" };
      throw new AppError("too_large", { max_rows: 5 });
    }
    expect((await lines(await ndjson(later()))).at(-1)).toMatchObject({
      kind: "failed",
      error: { code: "too_large", details: { max_rows: 5 } },
    });
  });

  it("does not flood whoever listens", async () => {
    async function* work() {
      for (let n = 0; n < 500; n++) yield { n };
      return {};
    }
    expect((await lines(await ndjson(work()))).length).toBeLessThan(10);
  });

  it("ends when nobody listens any more", async () => {
    const ended = vi.fn();
    async function* work(): AsyncGenerator<object, object> {
      try {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield {};
        }
      } finally {
        ended();
      }
    }
    await (await ndjson(work())).body?.cancel();
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  });
});
