/** The engine's time: it flows as real time does, and a test may let hours pass at once. Never goes back. */
export interface Clock {
  now(): Date;
  /** How far it is ahead of the machine's; what CLOCK_OFFSET_MS would be. */
  offsetMs(): number;
  advance(ms: number): void;
}

export const MINUTE = 60_000;
/** A Wednesday, 10:00 in New York. */
const START = Date.parse("2026-11-25T15:00:00Z");

export function startClock(start = START): Clock {
  let offset = start - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    advance(ms) {
      offset += ms;
    },
  };
}

/** Looks again and again until `check` is true, for as long as something moves. @throws when for `patienceMs` nothing has, saying
 *  what was waited for: longer than the longest pause before a job that failed a few times is tried again. @param moves changes whenever something moves; without it the patience is for the whole wait. */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  { patienceMs = 90_000, moves = () => 0 }: { patienceMs?: number; moves?: () => number } = {},
): Promise<void> {
  let movedAt = Date.now();
  let seen = moves();
  while (!(await check())) {
    const now = moves();
    if (now !== seen) movedAt = Date.now();
    seen = now;
    if (Date.now() - movedAt > patienceMs)
      throw new Error(`waited for ${what}, and for ${patienceMs} ms nothing moved`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
