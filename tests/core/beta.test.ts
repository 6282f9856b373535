import { describe, expect, it } from "vitest";
import { probabilityUpTo, quantileOf, rateOf } from "@/lib/core/beta";

/** The sum over the binomial: exact, and as slow as it is obvious. */
function binomialTail(a: number, b: number, x: number): number {
  const n = a + b - 1;
  let choose = 1;
  let sum = 0;
  for (let j = 0; j <= n; j++) {
    if (j >= a) sum += choose * x ** j * (1 - x) ** (n - j);
    choose *= (n - j) / (j + 1);
  }
  return sum;
}

describe("The distribution of a rate", () => {
  it.each([
    [{ a: 1, b: 1 }, 0.025, 0.025],
    [{ a: 2, b: 2 }, 0.5, 0.5],
    [{ a: 1, b: 2 }, 0.5, 1 - Math.SQRT1_2],
    [{ a: 3, b: 1 }, 0.95, 0.95 ** (1 / 3)],
    [{ a: 1, b: 11 }, 0.95, 1 - 0.05 ** (1 / 11)],
    // The limits of Clopper and Pearson for 1 of 10, 5 of 20 and 10 of 100, as R's binom.test prints them.
    [{ a: 1, b: 10 }, 0.025, 0.002528579],
    [{ a: 2, b: 9 }, 0.975, 0.445016117],
    [{ a: 5, b: 16 }, 0.025, 0.08657147],
    [{ a: 6, b: 15 }, 0.975, 0.49104587],
    [{ a: 10, b: 91 }, 0.025, 0.04900469],
    [{ a: 11, b: 90 }, 0.975, 0.1762226],
  ])("%j has its tabulated quantile at %f", (beta, probability, quantile) => {
    expect(quantileOf(beta, probability)).toBeCloseTo(quantile, 7);
  });

  it("is the sum over the binomial, for every small number", () => {
    for (const a of [1, 2, 5, 17])
      for (const b of [1, 3, 8, 20])
        for (const x of [0.001, 0.1, 0.37, 0.5, 0.8, 0.999])
          expect(probabilityUpTo({ a, b }, x)).toBeCloseTo(binomialTail(a, b, x), 12);
  });

  it("gives back the probability it was asked for, from no trial to ten million", () => {
    for (const trials of [0, 1, 10, 1000, 100_000, 10_000_000])
      for (const share of [0, 0.0001, 0.03, 0.97, 1]) {
        const beta = rateOf(Math.round(trials * share), trials);
        for (const probability of [0.025, 0.5, 0.975])
          expect(probabilityUpTo(beta, quantileOf(beta, probability))).toBeCloseTo(probability, 7);
      }
  });
});
