const MOST = 500;

interface Waiting<T> extends PromiseWithResolvers<void> {
  item: T;
}

/** Sends items one batch after the other: whatever comes while a batch is under way goes together in the next.
 *  @returns a function that resolves once its item was sent, and rejects when its batch failed. */
export function inBatches<T>(send: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let isSending = false;

  async function sendAll(): Promise<void> {
    // Those that were asked for in the same moment come along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST);
      try {
        await send(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isSending = false;
  }

  return (item) => {
    const one = { item, ...Promise.withResolvers<void>() };
    waiting.push(one);
    if (!isSending) {
      isSending = true;
      void sendAll();
    }
    return one.promise;
  };
}
