/** Beta distributions of a rate: what may be believed of it after so many successes in so many trials, when nothing was known before
 *  (uniform prior). Deterministic; sound from no trial to many millions. */
export interface Beta {
  a: number;
  b: number;
}

/** @param successes from 0 to `trials` */
export const rateOf = (successes: number, trials: number): Beta => ({ a: successes + 1, b: trials - successes + 1 });

export const meanOf = ({ a, b }: Beta): number => a / (a + b);
export const deviationOf = ({ a, b }: Beta): number => Math.sqrt((a * b) / (a + b + 1)) / (a + b);

/** Stirling's series from 12 on, where its terms give 15 digits; below, the recurrence leads there. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift += Math.log(y);
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

const normalisation = new WeakMap<Beta, number>();
function logNormalisation(beta: Beta): number {
  const known = normalisation.get(beta);
  if (known !== undefined) return known;
  const found = logGamma(beta.a + beta.b) - logGamma(beta.a) - logGamma(beta.b);
  normalisation.set(beta, found);
  return found;
}

/** Below this a probability is nothing. */
const NOTHING = -60;

export function densityOf(beta: Beta, x: number): number {
  if (x < 0 || x > 1) return 0;
  const { a, b } = beta;
  const rise = a === 1 ? 0 : (a - 1) * Math.log(x);
  const fall = b === 1 ? 0 : (b - 1) * Math.log1p(-x);
  return Math.exp(logNormalisation(beta) + rise + fall);
}

/** How probable it is that the rate is `x` or less: the regularised incomplete beta function.
 *  Source: DLMF 8.17.22, the continued fraction, evaluated as Lentz does; it converges fast on the near side of the mean. */
export function probabilityUpTo(beta: Beta, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const { a, b } = beta;
  const front = logNormalisation(beta) + a * Math.log(x) + b * Math.log1p(-x);
  const below = x < (a + 1) / (a + b + 2);
  if (front < NOTHING) return below ? 0 : 1;
  return below
    ? (Math.exp(front) * continuedFraction(a, b, x)) / a
    : 1 - (Math.exp(front) * continuedFraction(b, a, 1 - x)) / b;
}

const TINY = 1e-300;
const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  // It takes about as many turns as the root of the trials.
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = d * c;
    result *= change;
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return result;
}

/** The rate that is not exceeded with this probability. */
export function quantileOf(beta: Beta, probability: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  // Cantelli's inequality: no distribution has it further out.
  const far = deviationOf(beta) / Math.sqrt(Math.min(probability, 1 - probability));
  const [least, most] = [Math.max(0, meanOf(beta) - far), Math.min(1, meanOf(beta) + far)];
  return rootOf((x) => probabilityUpTo(beta, x) - probability, least, most, far * 1e-12);
}

/** Where a rising function is zero between two places: the secant through both ends, of which one that stays is counted half (Illinois),
 *  and halving now and then, for where a secant is slow. */
export function rootOf(rising: (x: number) => number, from: number, to: number, exact: number): number {
  let [low, high] = [from, to];
  let [under, over] = [rising(low), rising(high)];
  let stayed = 0;
  if (under >= 0) return low;
  if (over <= 0) return high;
  for (let turn = 1; turn < 200 && high - low > exact; turn++) {
    const secant = (low * over - high * under) / (over - under);
    const x = turn % 4 === 0 || !(secant > low && secant < high) ? (low + high) / 2 : secant;
    const value = rising(x);
    if (value === 0) return x;
    if (value < 0) {
      [low, under] = [x, value];
      if (stayed === 1) over /= 2;
      stayed = 1;
    } else {
      [high, over] = [x, value];
      if (stayed === -1) under /= 2;
      stayed = -1;
    }
    if (Math.abs(value) < 1e-14) return x;
  }
  return (low + high) / 2;
}

/** Nodes and weights of Gauss and Legendre on [-1, 1], eight points. Source: Abramowitz and Stegun, table 25.4. */
const NODES = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;

/** Deviations from the mean at which a distribution is cut into pieces: close where it bends, far out for the long tail of a rare event. */
const CUTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 14, 20, 28, 40].flatMap((cut) => [cut, -cut]);

export const cutsOf = (beta: Beta): number[] => [0, 1, ...CUTS.map((cut) => meanOf(beta) + cut * deviationOf(beta))];

/** The mean of a smooth function of a rate, between the places where it bends. @param bends of the function itself */
export function expectedOf(beta: Beta, of: (x: number) => number, bends: number[]): number {
  const inside = [...cutsOf(beta), ...bends].filter((x) => x > 0 && x < 1);
  const places = [0, ...inside.sort((one, other) => one - other), 1];
  const negligible = densityOf(beta, meanOf(beta)) * 1e-18;
  let total = 0;
  for (const [index, to] of places.entries()) {
    const from = places[index - 1];
    if (from === undefined || to <= from) continue;
    const [half, middle] = [(to - from) / 2, (to + from) / 2];
    for (const [node, weight] of NODES)
      for (const x of [middle - half * node, middle + half * node]) {
        const density = densityOf(beta, x);
        if (density > negligible) total += half * weight * density * of(x);
      }
  }
  return total;
}
