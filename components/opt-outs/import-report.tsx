import type { OptOutReport } from "@/lib/core/opt-out-views";
import { formatCount } from "../format";

/** What a list comes to, before or after it was added. */
export function ImportReport({ report, done }: { report: OptOutReport; done: boolean }) {
  const facts = [
    { label: "Rows", count: report.rows },
    { label: done ? "Added" : "New", count: report.added },
    { label: "In the list already", count: report.known },
    { label: "Can't be read", count: report.refused },
  ];
  return (
    <div className="grid gap-3">
      <p className="font-medium">
        {done
          ? "The list is imported."
          : report.added > 0
            ? "This is what was read."
            : "There is nothing new in this list."}
      </p>
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {facts.map(({ label, count }) => (
          <div key={label} className="rounded-md bg-sunken px-3 py-2">
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="text-base font-semibold tabular-nums">{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {report.refusals.length > 0 && (
        <details>
          <summary className="w-fit rounded-sm text-accent underline-offset-4 hover:underline">
            {report.refused > report.refusals.length
              ? `The first ${report.refusals.length} rows that can't be read`
              : "Rows that can't be read"}
          </summary>
          <ul className="mt-2 max-h-48 divide-y divide-line overflow-y-auto rounded-md border border-line">
            {report.refusals.map(({ row, reason }) => (
              <li key={row} className="px-3 py-2 text-[0.8125rem] break-words">
                <span className="text-ink-muted tabular-nums">Row {row}: </span>
                {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
