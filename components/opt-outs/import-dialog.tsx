"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { OptOutReport } from "@/lib/core/opt-out-views";
import { CONTACT_CHANNELS } from "@/lib/core/words";
import type { ApiError } from "../api";
import { CHANNEL_LABEL } from "../customers/labels";
import { useRenewPeople } from "../customers/use-people";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, Select, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";
import { ImportReport } from "./import-report";
import { sendList } from "./send-list";

/** Takes a file or a pasted list, shows what it would add and what it can't read, and adds it when told to. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const renew = useRenewPeople();
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [channel, setChannel] = useState("all");
  const [rows, setRows] = useState(0);
  const [missing, setMissing] = useState(false);
  const list = file ?? (pasted.trim() ? new Blob([pasted], { type: "text/csv" }) : null);
  const send = useMutation<OptOutReport, ApiError, "check" | "add">({
    mutationFn: (what) => sendList(list ?? new Blob([]), { channel, commit: what === "add" }, setRows),
    onMutate: () => setRows(0),
    onSuccess: (_, what) => what === "add" && renew(),
  });
  const report = send.data ?? null;
  const stage = send.isPending ? "busy" : report ? (send.variables === "add" ? "done" : "checked") : "choosing";
  // What was checked is no longer what would be sent.
  const change = (act: () => void) => {
    act();
    setMissing(false);
    send.reset();
  };
  const check = () => (list ? send.mutate("check") : setMissing(true));

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
          {stage === "busy" && <p>{rows > 0 ? `${formatCount(rows)} rows read…` : "Reading the list…"}</p>}
          {report && stage !== "busy" && <ImportReport report={report} done={stage === "done"} />}
        </div>
        {send.error && <Notice kind="danger" role="alert" title={send.error.message} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{stage === "done" ? "Close" : "Cancel"}</Button>
          {(stage === "choosing" || (stage === "busy" && send.variables === "check")) && (
            <Button look="primary" busy={send.isPending} onClick={check}>
              Check the list
            </Button>
          )}
          {report && stage === "checked" && report.added > 0 && (
            <Button look="primary" onClick={() => send.mutate("add")}>
              {report.added === 1 ? "Add 1 contact" : `Add ${formatCount(report.added)} contacts`}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
