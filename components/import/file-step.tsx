"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { MAX_IMPORT_BYTES } from "@/lib/core/leads/import-limits";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { SendingFailure } from "./sending-progress";
import { sizeText } from "./words";

export interface FileStepProps {
  file: File | null;
  busy: boolean;
  failure: unknown;
  onFile: (file: File) => void;
  /** On to the columns of the file that is chosen already. */
  onNext: (() => void) | null;
}

/** The file: dropped anywhere on the box, or chosen with the button. */
export function FileStep({ file, busy, failure, onFile, onNext }: FileStepProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const take = (files: FileList | null | undefined) => {
    const [first] = files ?? [];
    if (!first) return;
    setTooLarge(first.size > MAX_IMPORT_BYTES ? `${first.name} has ${sizeText(first.size)}` : null);
    if (first.size <= MAX_IMPORT_BYTES) onFile(first);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <Card className="grid gap-4 p-4 sm:p-5">
      <section
        aria-label="File"
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "grid justify-items-center gap-3 rounded-lg border-2 border-dashed px-4 py-12 text-center transition-colors",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong",
        )}
      >
        <span className="grid size-11 place-items-center rounded-full bg-sunken text-ink-muted">
          <FileUp aria-hidden className="size-5" />
        </span>
        <div>
          <p className="text-base font-semibold">Drop a CSV file here</p>
          <p className="mt-1 max-w-md text-ink-muted text-pretty">
            One row for each visit, order or inquiry, with at least a phone number or an email address, and best with a
            date. Up to 50 MB and 500,000 rows.
          </p>
        </div>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          className="sr-only"
          tabIndex={-1}
          aria-label="CSV file"
          onChange={(event) => {
            take(event.target.files);
            // So that the same file can be chosen again after it was corrected.
            event.target.value = "";
          }}
        />
        <div className="flex flex-wrap justify-center gap-2">
          <Button look={onNext ? "secondary" : "primary"} busy={busy} onClick={() => input.current?.click()}>
            {busy ? "Looking at it …" : file ? "Choose another file" : "Choose a file"}
          </Button>
          {onNext && file && (
            <Button look="primary" onClick={onNext}>
              Go on with {file.name.length > 24 ? `${file.name.slice(0, 22)}…` : file.name}
            </Button>
          )}
        </div>
      </section>
      {tooLarge && (
        <Notice kind="danger" role="alert" title="This file is too large">
          {tooLarge}; 50 MB is the most. Split it, or leave out columns that are not needed.
        </Notice>
      )}
      {!tooLarge && failure !== null && <SendingFailure failure={failure} />}
      <p className="text-ink-muted text-pretty">
        Excel and Google Sheets: <em>Save as</em> or <em>Download</em>, then CSV. Nothing is imported before you have
        seen what it will be. The same file can be imported again: what is there already stays as it is.
      </p>
    </Card>
  );
}
