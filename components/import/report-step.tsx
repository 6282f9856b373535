"use client";

import Link from "next/link";
import type { ImportCheckView, ImportReportView } from "@/lib/core/import-views";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { ConsentReport } from "./consent-parts";
import { Counts, RefusedRows, Remarks } from "./result-parts";

/** What the import did, and where to go from there. */
export function ReportStep({
  report,
  check,
  isOfPeople,
  onAgain,
}: {
  report: ImportReportView;
  check: ImportCheckView | null;
  /** The rows are customers, and made no leads. */
  isOfPeople: boolean;
  onAgain: () => void;
}) {
  // A file of very many refused rows is not repeated in the report; the one of the check has the first of them.
  const csv = report.refused_csv ?? check?.refused_csv ?? null;
  const noun = isOfPeople ? "row" : "lead";
  return (
    <Card>
      <div className="grid gap-4 p-4 sm:p-5">
        <CardTitle tabIndex={-1} id="import-done" className="outline-none">
          {formatCount(report.imported)} {report.imported === 1 ? noun : `${noun}s`}{" "}
          {report.imported === 1 ? "is" : "are"} imported
        </CardTitle>
        <Counts
          counts={[
            { label: "Imported", count: report.imported },
            { label: "New customers", count: report.customers_created },
            { label: "There already", count: report.unchanged, hint: "Stayed as they were." },
            { label: "Refused", count: report.refused },
          ]}
        />
        {report.consents && <ConsentReport consents={report.consents} />}
        <Remarks {...report} />
        <div className="flex flex-wrap gap-2">
          <Button asChild look="primary">
            <Link href="/campaigns/create">New campaign</Link>
          </Button>
          <Button asChild>
            <Link href="/customers">See the customers</Link>
          </Button>
          <Button look="quiet" onClick={onAgain}>
            Import another file
          </Button>
        </div>
      </div>
      <RefusedRows
        count={report.refused}
        refusals={report.refusals}
        csv={csv}
        isWhole={report.refused_csv !== null || (check?.refused_csv_whole ?? true)}
      />
    </Card>
  );
}
