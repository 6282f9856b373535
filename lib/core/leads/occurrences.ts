const FIRST_SIZE = 1 << 14;

/** Counts how often each of very many things was seen, at about 16 bytes for each, whatever their text is.
 *  Things are told apart by 64 bits of a good hash. */
export class Occurrences {
  #mask = FIRST_SIZE - 1;
  #high = new Uint32Array(FIRST_SIZE);
  #low = new Uint32Array(FIRST_SIZE);
  #times = new Uint32Array(FIRST_SIZE);
  #size = 0;

  /** How many different things were seen. */
  get size(): number {
    return this.#size;
  }

  /** @param high upper, @param low lower 32 bits of the hash. @returns how often it was seen before. */
  see(high: number, low: number): number {
    if (this.#size * 4 >= this.#times.length * 3) this.#grow();
    const slot = this.#slot(high, low);
    const before = this.#times[slot] ?? 0;
    if (before === 0) {
      this.#high[slot] = high;
      this.#low[slot] = low;
      this.#size++;
    }
    this.#times[slot] = before + 1;
    return before;
  }

  #slot(high: number, low: number): number {
    let slot = low & this.#mask;
    while (this.#times[slot] !== 0 && (this.#high[slot] !== high || this.#low[slot] !== low))
      slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [high, low, times] = [this.#high, this.#low, this.#times];
    const size = times.length * 2;
    this.#mask = size - 1;
    this.#high = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.#times = new Uint32Array(size);
    times.forEach((count, index) => {
      if (count === 0) return;
      const slot = this.#slot(high[index] ?? 0, low[index] ?? 0);
      this.#high[slot] = high[index] ?? 0;
      this.#low[slot] = low[index] ?? 0;
      this.#times[slot] = count;
    });
  }
}
