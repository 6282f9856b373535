/** Progress for whoever watches; figures alone go to stdout. */
export const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const NAME_WIDTH = 58;
const FIGURE_WIDTH = 26;

/** One line of the report: what was measured, and what it is compared with. */
export function printFigure(name: string, figure: string, ...compared: string[]): void {
  process.stdout.write(`${[name.padEnd(NAME_WIDTH), figure.padEnd(FIGURE_WIDTH), ...compared].join(" ").trimEnd()}\n`);
}

/** The value below which a share of the sorted values lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs each subject once a round, in turns, so that whatever else loads the machine slows them all alike.
 *  @returns the times of each in milliseconds. */
export async function inTurns<Name extends string>(
  rounds: number,
  subjects: Record<Name, (round: number) => Promise<unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of names) times[name].push(await timed(() => subjects[name](round)));
  return times;
}

/** Does all items, so many at once. @returns items in a second. */
export async function rateOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: atOnce }, worker)));
  return (items.length * 1000) / ms;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const millis = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
export const perSecond = (rate: number): string => `${rate.toFixed(rate < 100 ? 1 : 0)}/s`;
export const ratio = (a: number, b: number): string => `ratio ${(a / b).toFixed(2)}`;
/** p50 and p95 of times in milliseconds. */
export const spread = (times: readonly number[], high = 0.95): string =>
  `p50 ${millis(median(times))}, p${Math.round(high * 100)} ${millis(quantile(times, high))}`;
