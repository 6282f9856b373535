/** Turns a function of many into one of one: calls that come within a few milliseconds go together. Each caller gets its own answer:
 *  a lot that fails is done one by one, so that a bad one among them fails alone. Under a flood of webhooks one statement stores a
 *  hundred. */
export function gather<I, O>(
  many: (inputs: I[]) => Promise<O[]>,
  { waitMs, most }: { waitMs: number; most: number },
): (input: I) => Promise<O> {
  type Waiting = { input: I; resolve(answer: O): void; reject(error: unknown): void };
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const answer = async (lot: readonly Waiting[]): Promise<void> => {
    let answers: O[];
    try {
      answers = await many(lot.map(({ input }) => input));
    } catch (error) {
      if (lot.length === 1) for (const { reject } of lot) reject(error);
      else for (const one of lot) await answer([one]);
      return;
    }
    lot.forEach(({ resolve, reject }, n) => {
      if (n in answers) resolve(answers[n] as O);
      else reject(new Error("a lot was answered in part"));
    });
  };

  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    const lot = waiting;
    waiting = [];
    if (lot.length > 0) void answer(lot);
  };

  return (input) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (waiting.length >= most) send();
      else timer ??= setTimeout(send, waitMs);
    });
}
