"use client";

import type { ImportCheckView } from "@/lib/core/import-views";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { ConsentReport } from "./consent-parts";
import { Counts, RefusedRows, Remarks } from "./result-parts";
import { SendingFailure, SendingProgress } from "./sending-progress";
import type { UseSending } from "./use-sending";
import { readingText } from "./words";

export interface CheckStepProps {
  fileName: string;
  check: ImportCheckView | null;
  /** The rows are customers, and make no leads. */
  isOfPeople: boolean;
  sending: UseSending;
  /** What is under way: reading without importing, or the import itself. */
  doing: "check" | "import";
  /** Set when the import was stopped on the way. */
  stopped: boolean;
  onCheck: () => void;
  onImport: () => void;
  onBack: () => void;
}

const plural = (count: number, one: string) => `${formatCount(count)} ${one}${count === 1 ? "" : "s"}`;

/** What the import will do, before it does it. */
export function CheckStep(props: CheckStepProps) {
  const { fileName, check, isOfPeople, sending, doing, stopped, onCheck, onImport, onBack } = props;
  const isRunning = sending.sending !== null;
  return (
    <Card>
      <div className="grid gap-3 border-b border-line p-4 sm:p-5">
        <CardTitle>What will be imported</CardTitle>
        {check && (
          <p className="text-ink-muted text-pretty">
            {check.rows === 1 ? "The only row" : `All ${plural(check.rows, "row")}`} of{" "}
            <span className="font-medium break-all text-ink">{fileName}</span> {check.rows === 1 ? "was" : "were"} read{" "}
            {readingText(check)}, with dates as {check.date_order === "mdy" ? "month/day/year" : "day/month/year"} where
            they leave it open.{!isRunning && !stopped && " Nothing is imported yet."}
          </p>
        )}
      </div>
      {sending.sending && <SendingProgress sending={sending.sending} what={doing} onCancel={sending.cancel} />}
      {!isRunning && sending.failure !== null && (
        <div className="p-4 sm:p-5">
          <SendingFailure failure={sending.failure} onRetry={doing === "import" ? onImport : onCheck} />
        </div>
      )}
      {!isRunning && stopped && (
        <div className="p-4 sm:p-5">
          <Notice kind="warning" role="status" title="The import was stopped">
            What was imported until then stays. Import the file again to add the rest: nothing is imported twice.
          </Notice>
        </div>
      )}
      {!isRunning && !check && sending.failure === null && (
        <div className="grid justify-items-start gap-3 p-4 sm:p-5">
          <p className="text-ink-muted">The rows have not been read to the end.</p>
          <Button onClick={onCheck}>Check all rows</Button>
        </div>
      )}
      {check && !isRunning && (
        <div className="grid gap-4 p-4 sm:p-5">
          <Counts
            counts={[
              ...(isOfPeople
                ? [{ label: "Rows", count: check.imported, hint: "They make no leads." }]
                : [
                    { label: "New leads", count: check.imported },
                    { label: "There already", count: check.unchanged, hint: "Stay as they are." },
                  ]),
              { label: "Customers", count: check.customers, hint: "Different people in the file." },
              { label: "Refused", count: check.refused },
            ]}
          />
          {check.consents && <ConsentReport consents={check.consents} isPlanned />}
          <Remarks {...check} />
        </div>
      )}
      {check && !isRunning && (
        <RefusedRows
          count={check.refused}
          refusals={check.refusals}
          csv={check.refused_csv}
          isWhole={check.refused_csv_whole}
        />
      )}
      <div className="flex flex-wrap justify-between gap-2 border-t border-line p-4 sm:px-5">
        <Button disabled={isRunning} onClick={onBack}>
          Back to the columns
        </Button>
        {check && check.imported > 0 && (
          <Button look="primary" busy={isRunning} onClick={onImport}>
            Import {isOfPeople ? "" : `${plural(check.imported, "lead")} of `}
            {plural(check.customers, "customer")}
          </Button>
        )}
        {check && check.imported === 0 && !isRunning && (check.consents?.stored ?? 0) > 0 && (
          <Button look="primary" onClick={onImport}>
            Import what they agreed to
          </Button>
        )}
        {check && check.imported === 0 && !isRunning && (check.consents?.stored ?? 0) === 0 && (
          <p className="self-center text-ink-muted">
            {check.unchanged > 0 ? "Everything in this file is there already." : "No row of this file can be used."}
          </p>
        )}
      </div>
    </Card>
  );
}
