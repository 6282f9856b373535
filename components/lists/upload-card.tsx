"use client";

import dynamic from "next/dynamic";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { US_STATES } from "@/lib/core/leads/regions";
import { FIRST_LIST_DAY, MAX_LIST_BYTES } from "@/lib/core/list-limits";
import { LIST_KINDS, type ListKind } from "@/lib/core/list-views";
import { placeName } from "@/lib/core/place-name";
import { LeaveWarning } from "../leave-warning";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";
import { untilLoaded } from "../until-loaded";
import { isPassing } from "./send-list";
import { UploadState } from "./upload-state";
import { useListUpload } from "./use-list-upload";
import { DAY_HINT, hintOf, KIND_LABEL } from "./words";

const DoubtDialog = dynamic(() => untilLoaded(() => import("./doubt-dialog").then((module) => module.DoubtDialog)), {
  ssr: false,
});

/** Takes a file and sends it in parts, telling how far it is and what came of it.
 *  @param today the account's own day @param countries those of which a national list can be */
export function UploadCard({ today, countries }: { today: string; countries: readonly string[] }) {
  const upload = useListUpload();
  const [kind, setKind] = useState<ListKind>("national");
  const [state, setState] = useState("");
  const [country, setCountry] = useState(countries[0] ?? "US");
  // No day is taken for granted where the age counts: a file from last month would pass for a fresh one.
  const [day, setDay] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [errors, setErrors] = useState<{ state?: string; day?: string; file?: string }>({});
  const [isAlive, setAlive] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setAlive(true), []);
  // What counts already is not sent a second time by another press.
  const isDone = upload.done !== null;
  useEffect(() => {
    if (!isDone) return;
    setFile(null);
    if (input.current) input.current.value = "";
  }, [isDone]);
  const isBusy = upload.sending !== null;

  function send(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const found = {
      ...(kind === "state" && state === "" ? { state: "Choose the state" } : {}),
      ...(day === ""
        ? { day: "Enter the day of the numbers" }
        : day > today
          ? { day: "This day is still to come" }
          : day < FIRST_LIST_DAY
            ? { day: "Check the year" }
            : {}),
      ...fileError(file),
    };
    setErrors(found);
    if (!file || Object.keys(found).length > 0) return;
    const region = kind === "national" ? country : kind === "state" ? state : null;
    void upload.start(file, { kind, region, as_of: day });
  }
  const choose = (next: ListKind) => {
    setKind(next);
    if (next === "own" && day === "") setDay(today);
  };
  // What is shown of the last upload is of another file.
  const change = (act: () => void) => {
    act();
    setErrors({});
    upload.forget();
  };
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={send} className="grid gap-4" aria-label="Upload a list">
        <CardTitle>Upload a list</CardTitle>
        <fieldset disabled={!isAlive || isBusy} className="grid gap-4 sm:grid-cols-2">
          <Field label="What it is" hint={hintOf(kind, country)} className="sm:col-span-2">
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={({ target }) => change(() => choose(LIST_KINDS.find((one) => one === target.value) ?? "own"))}
              >
                {LIST_KINDS.map((one) => (
                  <option key={one} value={one}>
                    {KIND_LABEL[one]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {kind === "national" && (countries.length > 1 || country !== "US") && (
            <Field label="Country">
              {(control) => (
                <Select {...control} value={country} onChange={({ target }) => change(() => setCountry(target.value))}>
                  {countries.map((code) => (
                    <option key={code} value={code}>
                      {placeName(code)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          {kind === "state" && (
            <Field label="State" error={errors.state}>
              {(control) => (
                <Select {...control} value={state} onChange={({ target }) => change(() => setState(target.value))}>
                  <option value="">Choose a state</option>
                  {US_STATES.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label="Day of the numbers" error={errors.day} hint={DAY_HINT[kind]}>
            {(control) => (
              <Input
                {...control}
                type="date"
                max={today}
                value={day}
                onChange={({ target }) => change(() => setDay(target.value))}
              />
            )}
          </Field>
          <Field
            label="File"
            error={errors.file}
            hint="A .txt or .csv with up to 5 million numbers, with or without a header. It is sent in parts; only a code of each number is kept."
            className="sm:col-span-2"
          >
            {(control) => (
              <Input
                {...control}
                ref={input}
                type="file"
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                className="h-auto py-1.5 file:mr-3 file:font-medium"
                onChange={({ target }) => change(() => setFile(target.files?.[0] ?? null))}
              />
            )}
          </Field>
        </fieldset>
        <UploadState upload={upload} />
        {upload.doubt && <DoubtDialog upload={upload} />}
        <div className="flex flex-wrap gap-2">
          <Button look="primary" type="submit" busy={isBusy} disabled={!isAlive}>
            {isBusy ? "Uploading…" : isPassing(upload.failure) ? "Go on with the upload" : "Upload the list"}
          </Button>
          {isBusy && <Button onClick={upload.stop}>Stop</Button>}
        </div>
      </form>
      <LeaveWarning when={isBusy} text="The upload stops here. You can go on with it later, with the same file." />
    </Card>
  );
}

function fileError(file: File | null): { file?: string } {
  if (!file) return { file: "Choose a file" };
  if (file.size === 0) return { file: "This file is empty" };
  return file.size > MAX_LIST_BYTES ? { file: "This file is too large: 500 MB are the most" } : {};
}
