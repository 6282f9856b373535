import { methodWords } from "@/lib/core/method-words";
import type { Figures } from "@/lib/core/views";
import type { OutreachMethod } from "@/lib/core/words";
import { formatCount } from "../format";

const customers = (count: number) => (count === 1 ? "1 customer" : `${formatCount(count)} customers`);

/** What stopping does to whom, before it is done. */
export function StopWarning({ figures, method }: { figures: Figures | null; method: OutreachMethod }) {
  const { one, many, done } = methodWords(method);
  const live = figures?.sent ?? 0;
  const waiting = (figures?.pending ?? 0) + (figures?.queued ?? 0);
  return (
    <>
      <p>
        {live === 0
          ? `No ${one} is under way.`
          : `${live === 1 ? `The ${one} under way goes` : `The ${formatCount(live)} ${many} under way go`} on to the end, and what comes of it is written down.`}{" "}
        No further {one} begins.
      </p>
      <p>
        {waiting === 0 ? `Nobody is waiting to be ${done}. ` : `${customers(waiting)} will not be ${done} any more. `}A
        stopped campaign can’t run again; to take a break, pause it instead.
      </p>
    </>
  );
}
