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

/** Looks again and again until `check` is true. @throws after `timeoutMs`, saying what was waited for and `detail()`. */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  { timeoutMs = 40_000, detail }: { timeoutMs?: number; detail?: () => unknown } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > deadline) {
      const told = detail ? `\n${JSON.stringify(await detail(), null, 1)}` : "";
      throw new Error(`waited ${timeoutMs} ms for ${what}${told}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
