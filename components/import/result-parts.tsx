"use client";

import { Download } from "lucide-react";
import type { ImportCheckView, RefusedRow } from "@/lib/core/import-views";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { rowsText } from "./words";

/** Numbers with their names, side by side. */
export function Counts({ counts }: { counts: { label: string; count: number; hint?: string }[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">
      {counts.map(({ label, count, hint }) => (
        <div key={label}>
          <dt className="text-ink-muted">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{formatCount(count)}</dd>
          {hint && <dd className="text-[0.8125rem] text-ink-muted text-pretty">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** What the numbers of a file mean besides themselves. */
export function Remarks({ undated, warned, warnings }: Pick<ImportCheckView, "undated" | "warned" | "warnings">) {
  return (
    <>
      {undated > 0 && (
        <p className="text-ink-muted text-pretty">
          {rowsText(undated)} {undated === 1 ? "has" : "have"} no date and {undated === 1 ? "counts" : "count"} as seen
          today: such a customer has not gone quiet, and a campaign for those who have does not call them.
        </p>
      )}
      {warned > 0 && (
        <details className="text-ink-muted">
          <summary className="rounded-sm py-1 font-medium text-ink">
            {rowsText(warned)} {warned === 1 ? "is" : "are"} used, but not all in {warned === 1 ? "it" : "them"} could
            be read
          </summary>
          <ul className="mt-1 grid gap-1">
            {warnings.map(({ row, column, reason }, index) => (
              <li key={index}>
                Row {formatCount(row)}
                {column && `, ${column}`}: {reason}
              </li>
            ))}
            {warned > warnings.length && <li>And more.</li>}
          </ul>
        </details>
      )}
    </>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The rows that can't be used: why, and as a file to be corrected and imported in turn. */
export function RefusedRows({
  count,
  refusals,
  csv,
  isWhole = true,
}: {
  count: number;
  refusals: RefusedRow[];
  csv: string | null;
  isWhole?: boolean;
}) {
  if (count === 0) return null;
  return (
    <section className="grid gap-3 border-t border-line p-4 sm:p-5" aria-labelledby="refused-heading">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h3 id="refused-heading" className="font-semibold">
            {rowsText(count)} can’t be used
          </h3>
          <p className="text-ink-muted text-pretty">
            {isWhole
              ? "Download them, correct what is said, and import that file as well."
              : "So many that the file has only the first of them. Perhaps a column is taken for the wrong thing."}
          </p>
        </div>
        {csv && (
          <Button size="sm" onClick={() => save(csv, "refused-rows.csv")}>
            <Download aria-hidden />
            Download refused rows
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label="Refused rows" tabIndex={0} className="max-h-96 overflow-auto rounded-md border border-line">
        <table className="w-full text-left">
          <thead className="sticky top-0 bg-sunken">
            <tr>
              {["Row", "Column", "Why", "What stands there"].map((name) => (
                <th key={name} scope="col" className="h-9 px-3 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {refusals.map(({ row, column, reason, cells }) => (
              <tr key={row} className="align-top">
                <td className="px-3 py-2 tabular-nums">{formatCount(row)}</td>
                <td className="px-3 py-2 whitespace-nowrap">{column ?? "–"}</td>
                <td className="min-w-56 px-3 py-2">{reason}</td>
                <td className="px-3 py-2 text-ink-muted">
                  <span className="block max-w-80 truncate">{cells.filter(Boolean).join(", ")}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {count > refusals.length && (
        <p className="text-ink-muted">The first {formatCount(refusals.length)} of them are shown.</p>
      )}
    </section>
  );
}
