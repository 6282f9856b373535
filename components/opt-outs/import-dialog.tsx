"use client";

import { useState } from "react";
import { type OptOutReport, OptOutReport as OptOutReportView } from "@/lib/core/opt-out-views";
import { CONTACT_CHANNELS } from "@/lib/core/words";
import { CHANNEL_LABEL } from "../customers/labels";
import { useRenewPeople } from "../customers/use-people";
import { formatCount } from "../format";
import { SendingFailure } from "../import/sending-progress";
import { useSending } from "../import/use-sending";
import { rowsText } from "../import/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, Select, Textarea } from "../ui/input";
import { ImportReport } from "./import-report";

/** Takes a file or a pasted list, shows what it would add and what it can't read, and adds it when told to. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const renew = useRenewPeople();
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [channel, setChannel] = useState("all");
  const [doing, setDoing] = useState<"check" | "add">("check");
  const [report, setReport] = useState<OptOutReport | null>(null);
  const [missing, setMissing] = useState(false);
  const { sending, failure, send, forget } = useSending();
  const list = file ?? (pasted.trim() ? new Blob([pasted], { type: "text/csv" }) : null);
  const stage = sending ? "busy" : report ? (doing === "add" ? "done" : "checked") : "choosing";
  // What was checked is no longer what would be sent.
  const change = (act: () => void) => {
    act();
    setMissing(false);
    setReport(null);
    forget();
  };
  async function run(what: "check" | "add") {
    if (!list) return setMissing(true);
    setDoing(what);
    setReport(null);
    const fields = { channel, commit: what === "add" ? "yes" : "no" };
    setReport(await send({ path: "/api/opt-outs/import", file: list, fields, schema: OptOutReportView }));
    if (what === "add") renew();
  }
  return (
    <Dialog
      title="Import opt-outs"
      description="Everybody on the list is left alone from then on. Nothing is added before you have seen what was read."
      onClose={onClose}
    >
      <div className="grid gap-4">
        {stage !== "done" && (
          <fieldset disabled={stage === "busy"} className="grid gap-4">
            <Field
              label="A CSV file"
              optional
              hint="With or without a header; numbers and addresses are found in any column."
            >
              {(control) => (
                <Input
                  {...control}
                  type="file"
                  accept=".csv,.txt,text/csv,text/plain"
                  className="h-auto py-1.5 file:mr-3 file:font-medium"
                  onChange={(event) => change(() => setFile(event.target.files?.[0] ?? null))}
                />
              )}
            </Field>
            {!file && (
              <Field
                label="Or paste a list"
                error={missing ? "Choose a file, or paste numbers and addresses here" : undefined}
                hint="One in each line, in any spelling."
              >
                {(control) => (
                  <Textarea
                    {...control}
                    value={pasted}
                    onChange={(event) => change(() => setPasted(event.target.value))}
                  />
                )}
              </Field>
            )}
            <Field label="From what">
              {(control) => (
                <Select {...control} value={channel} onChange={(event) => change(() => setChannel(event.target.value))}>
                  {CONTACT_CHANNELS.map((one) => (
                    <option key={one} value={one}>
                      {CHANNEL_LABEL[one]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </fieldset>
        )}
        <div role="status" className="grid gap-3">
          {stage === "busy" && (
            <p>{sending?.server ? `${rowsText(sending.server.rows)} read…` : "Reading the list…"}</p>
          )}
          {report && stage !== "busy" && <ImportReport report={report} done={stage === "done"} />}
        </div>
        {failure !== null && <SendingFailure failure={failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{stage === "done" ? "Close" : "Cancel"}</Button>
          {(stage === "choosing" || (stage === "busy" && doing === "check")) && (
            <Button look="primary" busy={stage === "busy"} onClick={() => void run("check")}>
              Check the list
            </Button>
          )}
          {report && stage === "checked" && report.added > 0 && (
            <Button look="primary" onClick={() => void run("add")}>
              {report.added === 1 ? "Add 1 contact" : `Add ${formatCount(report.added)} contacts`}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
