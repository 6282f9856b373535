export interface RateLimit {
  /** Counts one try of `key`. @returns false when the key has used up its tries. */
  take(key: string): boolean;
}

/** At most `tries` in any `windowMs`, for each key, within this process. Keeps `maxKeys` at most; the key that was idle longest
 *  is forgotten first, so a flood of made-up keys costs bounded memory. */
export function slidingWindow(
  { tries, windowMs, maxKeys = 10_000 }: { tries: number; windowMs: number; maxKeys?: number },
  now: () => Date,
): RateLimit {
  const taken = new Map<string, number[]>();
  return {
    take(key) {
      const at = now().getTime();
      const recent = (taken.get(key) ?? []).filter((time) => time > at - windowMs);
      const allowed = recent.length < tries;
      if (allowed) recent.push(at);
      taken.delete(key);
      taken.set(key, recent);
      for (const oldest of taken.keys()) {
        if (taken.size <= maxKeys) break;
        taken.delete(oldest);
      }
      return allowed;
    },
  };
}
