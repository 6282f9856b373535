import {
  type Beta,
  cutsOf,
  deviationOf,
  expectedOf,
  meanOf,
  probabilityUpTo,
  quantileOf,
  rateOf,
  rootOf,
} from "./beta";

/** What counts of people tell of a rate, and of which of several ways is the better one. Shares are from 0 to 1. */

/** So many of so many. */
export interface Tally {
  successes: number;
  trials: number;
}
export interface Arm extends Tally {
  name: string;
}
export interface Interval {
  low: number;
  high: number;
}

const beta = ({ successes, trials }: Tally): Beta => rateOf(successes, trials);

/** Where the true rate lies with a probability of 95 %. Of none and of all the interval reaches to the end: what was seen lies inside. */
export function credibleInterval(tally: Tally): Interval {
  const { successes, trials } = tally;
  const tail = (probability: number) => quantileOf(beta(tally), probability);
  if (trials > 0 && successes === 0) return { low: 0, high: tail(0.95) };
  if (trials > 0 && successes === trials) return { low: tail(0.05), high: 1 };
  return { low: tail(0.025), high: tail(0.975) };
}

/** How probable it is that one has a higher rate than every other. */
export function probabilityBest(one: Tally, others: readonly Tally[]): number {
  const rivals = others.map(beta);
  const beaten = (x: number) => rivals.reduce((product, rival) => product * probabilityUpTo(rival, x), 1);
  return Math.min(1, expectedOf(beta(one), beaten, rivals.flatMap(cutsOf)));
}

/** Where the difference of two rates lies with a probability of 95 %; positive where `one` is the higher. */
export function liftInterval(one: Tally, other: Tally): Interval {
  const [mine, theirs] = [beta(one), beta(other)];
  const upTo = (lift: number) =>
    expectedOf(
      theirs,
      (x) => probabilityUpTo(mine, x + lift),
      cutsOf(mine).map((cut) => cut - lift),
    );
  const [middle, far] = [meanOf(mine) - meanOf(theirs), 12 * Math.hypot(deviationOf(mine), deviationOf(theirs))];
  const [least, most] = [Math.max(-1, middle - far), Math.min(1, middle + far)];
  const at = (probability: number) => rootOf((lift) => upTo(lift) - probability, least, most, 1e-7);
  return { low: at(0.025), high: at(0.975) };
}

/** From so many people on chance alone does not make a rate. */
const FEWEST = 30;
/** So sure one has to be to call one better. */
const SURE = 0.95;
/** Squared deviations of the normal distribution at which a difference is found with `SURE`, four times in five. */
const FOUND = (1.645 + 0.842) ** 2;

/** A difference below is not worth speaking of: a tenth of the rate, and half a point at least. */
function worth(tallies: readonly Tally[]): number {
  const trials = tallies.reduce((sum, tally) => sum + tally.trials, 0);
  const successes = tallies.reduce((sum, tally) => sum + tally.successes, 0);
  return Math.max(0.005, meanOf(beta({ successes, trials })) / 10);
}

/** Roughly how many more people, shared out as before, would show the difference that there seems to be; two digits of it. */
function peopleMissing(one: Tally, other: Tally, all: readonly Tally[]): number {
  const [mine, theirs] = [beta(one), beta(other)];
  const difference = Math.max(Math.abs(meanOf(mine) - meanOf(theirs)), worth(all));
  const times = (FOUND * (deviationOf(mine) ** 2 + deviationOf(theirs) ** 2)) / difference ** 2;
  const missing = all.reduce((sum, { trials }) => sum + Math.max(0, Math.max(FEWEST, trials * times) - trials), 0);
  const digit = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(1, missing))) - 1);
  return Math.max(10, Math.ceil(missing / digit) * digit);
}

export type Verdict =
  /** `alike`: what difference there seems to be is not worth speaking of. */
  | { kind: "too_few"; more: number; alike: boolean }
  | { kind: "better"; best: string; of: number; probability: number; lift: Interval }
  | { kind: "same" };

/** Which of several ways is the best. @param arms two at least */
export function verdictOf(arms: readonly Arm[]): Verdict {
  const [best, next] = [...arms].sort((a, b) => meanOf(beta(b)) - meanOf(beta(a)));
  if (!best || !next) return { kind: "too_few", more: FEWEST, alike: false };
  const others = arms.filter((arm) => arm !== best);
  const limit = worth(arms);
  const worst = others.reduce((least, arm) => (meanOf(beta(arm)) < meanOf(beta(least)) ? arm : least), next);
  const enough = arms.every(({ trials }) => trials >= FEWEST);
  const spread = liftInterval(best, worst);
  if (enough && spread.low > -limit && spread.high < limit) return { kind: "same" };
  const probability = probabilityBest(best, others);
  const alike = meanOf(beta(best)) - meanOf(beta(next)) < limit;
  if (!enough || probability < SURE)
    return { kind: "too_few", more: peopleMissing(best, next, arms), alike: enough && alike };
  return { kind: "better", best: best.name, of: arms.length, probability, lift: liftInterval(best, next) };
}

export type Effect =
  | { kind: "too_few"; lift: Interval; more: number }
  | { kind: "more" | "fewer"; lift: Interval }
  | { kind: "same"; lift: Interval };

/** What contacting people brought about, against those who were held out. */
export function effectOf(contacted: Tally, heldOut: Tally): Effect {
  const lift = liftInterval(contacted, heldOut);
  const both = [contacted, heldOut];
  const limit = worth(both);
  const enough = both.every(({ trials }) => trials >= FEWEST);
  if (enough && lift.low > -limit && lift.high < limit) return { kind: "same", lift };
  if (!enough || (lift.low <= 0 && lift.high >= 0))
    return { kind: "too_few", lift, more: peopleMissing(contacted, heldOut, both) };
  return { kind: lift.low > 0 ? "more" : "fewer", lift };
}

/** "97%", "99.4%", "more than 99.9%". */
export const sureness = (probability: number): string => {
  if (probability >= 0.9995) return "more than 99.9%";
  const digits = probability < 0.99 ? 0 : 1;
  return `${(Math.floor(probability * 100 * 10 ** digits + 1e-9) / 10 ** digits).toFixed(digits)}%`;
};

/** A verdict for somebody who never heard of statistics. */
export function verdictText(verdict: Verdict): string {
  if (verdict.kind === "same") return "No difference worth speaking of.";
  const people = (count: number) => `about ${count.toLocaleString("en-US")} more people`;
  if (verdict.kind === "too_few" && verdict.alike)
    return `So alike that it would take ${people(verdict.more)} to tell them apart.`;
  if (verdict.kind === "too_few") return `Not enough data yet: ${people(verdict.more)} are needed to tell.`;
  return `${verdict.best} is ${verdict.of > 2 ? "the best" : "better"} (${sureness(verdict.probability)}).`;
}

/** "9.2%" */
export const rateText = ({ successes, trials }: Tally): string =>
  trials > 0 ? `${((100 * successes) / trials).toFixed(1)}%` : "–";
/** "5.1", "−1.2": percentage points. */
export const pointsText = (share: number): string => {
  const points = (100 * share).toFixed(1);
  return points === "-0.0" ? "0.0" : points.replace("-", "−");
};

/** What the comparison with those held out tells, in sentences. */
export function effectText(contacted: Tally, heldOut: Tally, effect: Effect): string {
  const people = ({ trials }: Tally) => trials.toLocaleString("en-US");
  const facts = `Of ${people(contacted)} contacted ${rateText(contacted)} came back, of ${people(heldOut)} held out ${rateText(heldOut)}`;
  const between = `between ${pointsText(effect.lift.low)} and ${pointsText(effect.lift.high)}`;
  if (effect.kind === "same") return `${facts}: no difference worth speaking of (${between} points).`;
  if (effect.kind === "too_few")
    return `${facts}. Not enough data yet: the difference may be anything ${between} points. About ${effect.more.toLocaleString("en-US")} more people are needed to tell.`;
  const points = contacted.successes / contacted.trials - heldOut.successes / heldOut.trials;
  return effect.kind === "more"
    ? `${facts}: the campaign brought about ${pointsText(points)} points more (${between}).`
    : `${facts}: ${pointsText(-points)} points fewer than without the campaign (between ${pointsText(-effect.lift.high)} and ${pointsText(-effect.lift.low)}).`;
}
