/** Works through items, `size` at a time. Stops early when `goOn` says so of a wave's results. @returns how many were worked on. */
export async function inWaves<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
  goOn: (results: R[]) => boolean = () => true,
): Promise<number> {
  for (let from = 0; from < items.length; from += size) {
    const wave = items.slice(from, from + size);
    if (!goOn(await Promise.all(wave.map(work)))) return from + wave.length;
  }
  return items.length;
}
