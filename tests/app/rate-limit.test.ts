import { expect, it } from "vitest";
import { slidingWindow } from "@/lib/server/rate-limit";

const MINUTE = 60_000;

function limitAt(options: { tries: number; maxKeys?: number }) {
  let now = 0;
  const limit = slidingWindow({ windowMs: MINUTE, ...options }, () => new Date(now));
  return { take: (key: string) => limit.take(key), pass: (ms: number) => (now += ms) };
}

it("allows so many tries in any minute, and a new one as soon as the oldest has aged", () => {
  const { take, pass } = limitAt({ tries: 2 });
  expect([take("ana"), take("ana"), take("ana")]).toEqual([true, true, false]);
  pass(MINUTE - 1);
  expect(take("ana")).toBe(false);
  pass(1);
  expect(take("ana")).toBe(true);
});

it("counts each key alone", () => {
  const { take } = limitAt({ tries: 1 });
  expect([take("ana"), take("bob"), take("ana")]).toEqual([true, true, false]);
});

it("refused tries do not keep the door closed", () => {
  const { take, pass } = limitAt({ tries: 1 });
  take("ana");
  pass(MINUTE / 2);
  take("ana");
  pass(MINUTE / 2);
  expect(take("ana")).toBe(true);
});

it("forgets the key that was idle longest when a flood of made-up keys comes, and keeps the busy one", () => {
  const { take } = limitAt({ tries: 1, maxKeys: 3 });
  take("ana");
  for (const key of ["x1", "x2", "ana", "x3", "x4", "ana"]) take(key);
  expect(take("ana")).toBe(false);
  expect(take("x1")).toBe(true);
});
