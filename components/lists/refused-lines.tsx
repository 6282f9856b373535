import type { ListRefusal } from "@/lib/core/list-views";
import { formatCount } from "../format";

/** The lines that could not be used, with nothing of a number but its last two digits. */
export function RefusedLines({ refused, refusals }: { refused: number; refusals: ListRefusal[] }) {
  if (refusals.length === 0) return null;
  return (
    <details>
      <summary className="w-fit rounded-sm text-[0.8125rem] text-accent underline-offset-4 hover:underline">
        {refused > refusals.length
          ? `The first ${refusals.length} of ${formatCount(refused)} lines that can’t be used`
          : `${formatCount(refused)} ${refused === 1 ? "line" : "lines"} that can’t be used`}
      </summary>
      <ul className="mt-2 max-h-48 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {refusals.map(({ line, text, reason }) => (
          <li key={line} className="px-3 py-2 text-[0.8125rem] break-words">
            <span className="text-ink-muted tabular-nums">Line {formatCount(line)}: </span>
            {text && <span className="text-ink-muted">“{text}” </span>}
            {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
