import { createHash } from "node:crypto";

/** A stream of numbers in [0, 1) that is the same for the same parts, whatever else happened before. */
export type Random = () => number;

/** Mulberry32, started from a hash of the parts. For behaviour in simulations, never for secrets. */
export function seeded(...parts: (string | number)[]): Random {
  let state = createHash("sha256").update(parts.join("\u0001")).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number from `low` to `high`. */
export const between = (random: Random, low: number, high: number) => low + random() * (high - low);

/** One of the items; throws for none. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** One of the keys, each as likely as its weight says. */
export function pickWeighted<K extends string>(random: Random, weights: Record<K, number>): K {
  const entries = Object.entries<number>(weights);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0 && key in weights) return key as K;
  }
  throw new Error("no weights to pick from");
}
