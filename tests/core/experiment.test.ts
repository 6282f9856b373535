import { describe, expect, it } from "vitest";
import { rateOf } from "@/lib/core/beta";
import {
  credibleInterval,
  effectOf,
  effectText,
  liftInterval,
  probabilityBest,
  sureness,
  type Tally,
  verdictOf,
  verdictText,
} from "@/lib/core/experiment";

const of = (successes: number, trials: number): Tally => ({ successes, trials });
const arms = (...tallies: [number, number][]) =>
  tallies.map(([successes, trials], index) => ({ name: "ABCDE"[index] ?? "", successes, trials }));

/** Evan Miller's closed form for whole numbers of successes: how probable it is that B beats A. */
function exactlyBeats(one: Tally, other: Tally): number {
  const [a, b] = [rateOf(other.successes, other.trials), rateOf(one.successes, one.trials)];
  const logFactorials = [0];
  for (let n = 1; n <= a.a + a.b + b.a + b.b; n++) logFactorials.push((logFactorials[n - 1] ?? 0) + Math.log(n));
  const logBeta = (x: number, y: number) =>
    (logFactorials[x - 1] ?? 0) + (logFactorials[y - 1] ?? 0) - (logFactorials[x + y - 1] ?? 0);
  let sum = 0;
  for (let i = 0; i < b.a; i++)
    sum += Math.exp(logBeta(a.a + i, a.b + b.b) - Math.log(b.b + i) - logBeta(1 + i, b.b) - logBeta(a.a, a.b));
  return sum;
}

describe("A credible interval", () => {
  it.each([
    [0, 0, 0.025, 0.975],
    [0, 10, 0, 0.2384044],
    [10, 10, 0.7615956, 1],
    [5, 20, 0.1128094, 0.4716598],
    [0, 5_000_000, 0, -Math.log(0.05) / 5_000_001],
    [5_000_000, 5_000_000, 1 + Math.log(0.05) / 5_000_001, 1],
  ])("of %i of %i reaches from %f to %f", (successes, trials, low, high) => {
    expect(credibleInterval(of(successes, trials))).toEqual({
      low: expect.closeTo(low, 6),
      high: expect.closeTo(high, 6),
    });
  });

  it("is normal where there are many", () => {
    const { low, high } = credibleInterval(of(300_000, 1_000_000));
    const deviation = Math.sqrt((0.3 * 0.7) / 1_000_000);
    expect([(low - 0.3) / deviation, (high - 0.3) / deviation]).toEqual([
      expect.closeTo(-1.96, 2),
      expect.closeTo(1.96, 2),
    ]);
  });

  it("holds what was seen, always", () => {
    for (const trials of [1, 2, 3, 10, 1000])
      for (let successes = 0; successes <= trials; successes++) {
        const { low, high } = credibleInterval(of(successes, trials));
        expect(low <= successes / trials && successes / trials <= high, `${successes} of ${trials}`).toBe(true);
      }
  });
});

describe("That one beats another", () => {
  it.each([
    [0, 0, 0, 0],
    [1, 1, 0, 3],
    [0, 5, 0, 5],
    [0, 4, 900, 1000],
    [12, 100, 18, 110],
    [100, 1000, 120, 1000],
    [7, 20_000, 15, 19_000],
    [9_900, 10_000, 9_950, 10_000],
  ])("is as probable as the closed form says: %i of %i against %i of %i", (s1, n1, s2, n2) => {
    expect(probabilityBest(of(s2, n2), [of(s1, n1)])).toBeCloseTo(exactlyBeats(of(s2, n2), of(s1, n1)), 8);
  });

  it("is shared out among all of them", () => {
    const all = arms([10, 100], [14, 90], [0, 40], [1, 1]);
    const each = all.map((one) =>
      probabilityBest(
        one,
        all.filter((other) => other !== one),
      ),
    );
    expect(each.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  });

  it("is sound for millions", () => {
    const difference = 0.0005 / Math.sqrt((2 * 0.1 * 0.9) / 1_000_000);
    expect(difference).toBeCloseTo(1.1785, 3);
    expect(probabilityBest(of(100_500, 1_000_000), [of(100_000, 1_000_000)])).toBeCloseTo(0.8807, 3);
  });
});

describe("The interval of a difference", () => {
  /** Exact for rates of nothing known: the difference of two even numbers has a density of triangular shape. */
  it("of two unknown rates is that of a triangle", () => {
    const edge = 1 - Math.sqrt(0.05);
    expect(liftInterval(of(0, 0), of(0, 0))).toEqual({ low: expect.closeTo(-edge, 7), high: expect.closeTo(edge, 7) });
  });

  it("turns round with its sides", () => {
    const [there, back] = [liftInterval(of(38, 412), of(4, 103)), liftInterval(of(4, 103), of(38, 412))];
    expect(there.low).toBeCloseTo(-back.high, 8);
    expect(there.high).toBeCloseTo(-back.low, 8);
  });

  it("begins at nothing where one beats the other with 97.5%", () => {
    const other = of(100, 1000);
    const [low, next] = [of(127, 1000), of(128, 1000)].map((one) => ({
      lift: liftInterval(one, other).low,
      sure: probabilityBest(one, [other]),
    }));
    expect([low?.sure, next?.sure].map((sure) => (sure ?? 0) > 0.975)).toEqual(
      [low?.lift, next?.lift].map((lift) => (lift ?? 0) > 0),
    );
    expect([(low?.sure ?? 1) < 0.975, (next?.sure ?? 0) > 0.97]).toEqual([true, true]);
  });

  it("is normal where there are many", () => {
    const [one, other] = [of(52_000, 1_000_000), of(25_000, 500_000)];
    const { low, high } = liftInterval(one, other);
    const deviation = Math.sqrt((0.052 * 0.948) / 1_000_000 + (0.05 * 0.95) / 500_000);
    expect(low).toBeCloseTo(0.002 - 1.96 * deviation, 5);
    expect(high).toBeCloseTo(0.002 + 1.96 * deviation, 5);
  });
});

describe("The verdict on variants", () => {
  it.each<[string, [number, number][], string]>([
    [
      "one that is clearly ahead",
      [
        [40, 400],
        [66, 400],
      ],
      "B is better (99.6%).",
    ],
    [
      "the best of three",
      [
        [20, 300],
        [60, 300],
        [22, 300],
      ],
      "B is the best (more than 99.9%).",
    ],
    [
      "a lead by chance",
      [
        [10, 100],
        [13, 100],
      ],
      "Not enough data yet: about 2,800 more people are needed to tell.",
    ],
    [
      "two that seem alike",
      [
        [30, 388],
        [32, 388],
      ],
      "So alike that it would take about 28,000 more people to tell them apart.",
    ],
    [
      "hardly anybody",
      [
        [0, 3],
        [3, 3],
      ],
      "Not enough data yet: about 60 more people are needed to tell.",
    ],
    [
      "nobody at all",
      [
        [0, 0],
        [0, 0],
      ],
      "Not enough data yet: about 60 more people are needed to tell.",
    ],
    [
      "two that are alike",
      [
        [20_000, 200_000],
        [20_100, 200_000],
      ],
      "No difference worth speaking of.",
    ],
    [
      "two that nobody answers",
      [
        [0, 2000],
        [0, 2000],
      ],
      "No difference worth speaking of.",
    ],
  ])("says of %s what an owner understands", (_, tallies, text) => {
    expect(verdictText(verdictOf(arms(...tallies)))).toBe(text);
  });

  it("asks for about as many people as it would then take", () => {
    const verdict = verdictOf(arms([50, 500], [65, 500]));
    const more = verdict.kind === "too_few" ? verdict.more : 0;
    const times = 1 + more / 1000;
    const later = verdictOf(
      arms([Math.round(50 * times), Math.round(500 * times)], [Math.round(65 * times), Math.round(500 * times)]),
    );
    expect(later.kind).toBe("better");
  });

  it("never rounds up to what it is not", () => {
    expect([0.95, 0.9799, 0.9899, 0.9949, 0.9994, 0.99999].map(sureness)).toEqual([
      ...["95%", "97%", "98%", "99.4%", "99.9%", "more than 99.9%"],
    ]);
  });
});

describe("What a campaign brought about", () => {
  const said = (contacted: Tally, heldOut: Tally) => effectText(contacted, heldOut, effectOf(contacted, heldOut));
  it("is told with its bounds", () => {
    expect(said(of(83, 900), of(9, 220))).toBe(
      "Of 900 contacted 9.2% came back, of 220 held out 4.1%: the campaign brought about 5.1 points more (between 1.3 and 7.9).",
    );
    expect(said(of(20, 900), of(40, 400))).toMatch(
      /: 7\.8 points fewer than without the campaign \(between 4\.9 and 11\.1\)\.$/,
    );
  });

  it("is not told before it is known", () => {
    expect(said(of(4, 40), of(1, 10))).toMatch(
      /held out 10\.0%\. Not enough data yet: the difference may be anything between −/,
    );
    expect(effectOf(of(10, 20), of(0, 20)).kind).toBe("too_few");
    expect(said(of(5000, 100_000), of(5000, 100_000))).toMatch(/: no difference worth speaking of/);
    expect(said(of(0, 0), of(0, 0))).toMatch(/^Of 0 contacted – came back/);
  });
});
