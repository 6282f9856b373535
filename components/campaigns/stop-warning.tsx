import type { Figures } from "@/lib/core/views";
import { formatCount } from "../format";

const customers = (count: number) => (count === 1 ? "1 customer" : `${formatCount(count)} customers`);

/** What stopping does to whom, before it is done. */
export function StopWarning({ figures }: { figures: Figures | null }) {
  const live = figures?.sent ?? 0;
  const waiting = (figures?.pending ?? 0) + (figures?.queued ?? 0);
  return (
    <>
      <p>
        {live === 0
          ? "No call is in progress."
          : `${live === 1 ? "The call in progress goes" : `The ${formatCount(live)} calls in progress go`} on to the end, and what is said is recorded.`}{" "}
        No further call begins.
      </p>
      <p>
        {waiting === 0 ? "Nobody is waiting to be called. " : `${customers(waiting)} will not be called any more. `}A
        stopped campaign can’t run again; to take a break, pause it instead.
      </p>
    </>
  );
}
