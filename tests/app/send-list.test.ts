import { afterEach, expect, it, vi } from "vitest";
import { sendList } from "@/components/lists/send-list";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const CHOICE = { kind: "own", region: null, as_of: "2026-11-20" } as const;
const LIST = "7c1d7f0e-0f0b-4a53-9f0e-0c4d1a6c2b11";
const file = new File(["2125550101\n"], "list.txt");

it("Whoever stops an upload while the connection is broken need not wait for the next try", async () => {
  // Time stands still: the next try never comes.
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (path !== "/api/lists") throw new TypeError("Failed to fetch");
    return Response.json({ id: LIST, parts_there: [] }, { status: 201 });
  });
  const stopping = new AbortController();
  const sending = sendList(file, CHOICE, ({ isWaiting }) => isWaiting && stopping.abort(), stopping.signal);
  await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  expect(asked).toEqual(["/api/lists", `/api/lists/${LIST}/parts/0`]);
});
