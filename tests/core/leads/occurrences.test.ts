import fc from "fast-check";
import { expect, it } from "vitest";
import { Occurrences } from "@/lib/core/leads/occurrences";

it("counts as a map would, also when slots collide and the table grows", () => {
  const few = fc.integer({ min: 0, max: 40 });
  const hash = fc.oneof(
    fc.tuple(few, few),
    fc.tuple(few, fc.constant(0)),
    fc.tuple(
      fc.nat(),
      few.map((n) => n * 16_384),
    ),
  );
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 300 }), (seen) => {
      const [occurrences, map] = [new Occurrences(), new Map<string, number>()];
      for (const [high, low] of seen) {
        const before = map.get(`${high}/${low}`) ?? 0;
        expect(occurrences.see(high, low)).toBe(before);
        map.set(`${high}/${low}`, before + 1);
      }
      expect(occurrences.size).toBe(map.size);
    }),
    { seed: 13 },
  );
});

it("keeps its counts while it grows", () => {
  const occurrences = new Occurrences();
  const spread = (n: number) => Math.imul(n, 2_654_435_761) >>> 0;
  for (let n = 0; n < 100_000; n++) occurrences.see(n, spread(n));
  expect(occurrences.size).toBe(100_000);
  for (let n = 0; n < 100_000; n += 997) expect(occurrences.see(n, spread(n))).toBe(1);
});
