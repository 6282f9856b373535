"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import {
  ImportCheckView as CheckSchema,
  type ImportCheckView,
  ImportLookView,
  ImportReportView,
} from "@/lib/core/import-views";
import { LOOK_BYTES } from "@/lib/core/leads/import-limits";
import { LeaveWarning } from "../leave-warning";
import { CheckStep } from "./check-step";
import { ColumnsStep } from "./columns-step";
import { FileStep } from "./file-step";
import { choicesOf, type ImportChoices, toFields } from "./import-choices";
import { ImportSteps, type Step, stepOf } from "./import-steps";
import { ReportStep } from "./report-step";
import { useSending } from "./use-sending";

export interface ImportWizardProps {
  agents: { id: string; name: string }[];
  countries: { code: string; name: string }[];
  defaultCountry: string;
}

/** A chosen file and all that was found out and decided about it. */
interface Chosen {
  file: File;
  look: ImportLookView;
  choices: ImportChoices;
  check: ImportCheckView | null;
  report: ImportReportView | null;
}

/** A file of leads, from choosing it to the report. The step is part of the address, so that going back works; the file is
 *  not, so that an address opened anew begins with it. */
export function ImportWizard({ agents, countries, defaultCountry }: ImportWizardProps) {
  const queries = useQueryClient();
  const params = useSearchParams();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [doing, setDoing] = useState<"check" | "import">("check");
  const [stopped, setStopped] = useState(false);
  const looking = useSending();
  const sending = useSending();
  const top = useRef<HTMLDivElement>(null);
  // Which way one came here is told once: the steps' own addresses don't say it.
  const [opened] = useState(params.get("rows") === "customers" ? ("customers" as const) : undefined);
  const step = reachable(stepOf(params.get("step")), chosen);
  const before = useRef(step);

  // Whoever follows with a keyboard or a screen reader goes on where the new step begins.
  useEffect(() => {
    if (before.current !== step) {
      top.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    before.current = step;
  }, [step]);

  const go = (next: Step, how: "push" | "replace" = "push") => {
    const address = next === "file" ? window.location.pathname : `?step=${next}`;
    window.history[how === "push" ? "pushState" : "replaceState"](null, "", address);
  };

  async function takeFile(file: File) {
    sending.cancel();
    const found = await looking.send({
      path: "/api/leads/import/look",
      file: file.slice(0, LOOK_BYTES),
      fields: {},
      schema: ImportLookView,
    });
    if (!found) return;
    const choices = choicesOf(
      found,
      chosen?.choices.country ?? defaultCountry,
      chosen?.choices.agentId ?? agents[0]?.id ?? "",
      opened,
    );
    setChosen({ file, look: found, choices, check: null, report: null });
    sending.forget();
    go("columns");
  }

  async function checkRows({ file, look, choices }: Chosen) {
    setDoing("check");
    setStopped(false);
    const fields = toFields(look, choices, file.name);
    const check = await sending.send({ path: "/api/leads/import/check", file, fields, schema: CheckSchema });
    if (check) setChosen((now) => (now?.file === file ? { ...now, check } : now));
  }

  async function importRows({ file, look, choices }: Chosen) {
    setDoing("import");
    setStopped(false);
    const fields = toFields(look, choices, file.name);
    const report = await sending.send({ path: "/api/leads/import", file, fields, schema: ImportReportView });
    void queries.invalidateQueries();
    setStopped(!report);
    // Some of it may be stored, so that what was found out before no longer holds.
    setChosen((now) => (now?.file === file ? { ...now, report, check: report ? now.check : null } : now));
    if (!report) return;
    go("report", "replace");
  }

  const isSending = sending.sending !== null;
  return (
    <div className="grid max-w-4xl gap-4">
      <ImportSteps current={step} />
      <div ref={top} tabIndex={-1} className="outline-none">
        {step === "file" && (
          <FileStep
            file={chosen?.file ?? null}
            busy={looking.sending !== null}
            failure={looking.failure}
            onFile={(file) => void takeFile(file)}
            onNext={chosen && looking.sending === null ? () => go("columns") : null}
          />
        )}
        {step === "columns" && chosen && (
          <ColumnsStep
            fileName={chosen.file.name}
            look={chosen.look}
            choices={chosen.choices}
            countries={countries}
            agents={agents}
            onChange={(choices) => setChosen({ ...chosen, choices, check: null, report: null })}
            onBack={() => go("file")}
            onNext={() => {
              go("check");
              if (!chosen.check) void checkRows(chosen);
            }}
          />
        )}
        {step === "check" && chosen && (
          <CheckStep
            fileName={chosen.file.name}
            check={chosen.check}
            isOfPeople={chosen.choices.rows === "customers"}
            sending={sending}
            doing={doing}
            stopped={stopped && sending.failure === null}
            onCheck={() => void checkRows(chosen)}
            onImport={() => void importRows(chosen)}
            onBack={() => go("columns")}
          />
        )}
        {step === "report" && chosen?.report && (
          <ReportStep
            report={chosen.report}
            check={chosen.check}
            isOfPeople={chosen.choices.rows === "customers"}
            onAgain={() => {
              setChosen(null);
              go("file");
            }}
          />
        )}
      </div>
      <LeaveWarning
        when={isSending && doing === "import"}
        text="The import is under way and would stop. What is imported already stays; the same file adds the rest later."
      />
    </div>
  );
}

/** The step that the address asks for, as far as there is a file for it. */
function reachable(asked: Step, chosen: Chosen | null): Step {
  if (!chosen) return "file";
  return asked === "report" && !chosen.report ? "check" : asked;
}
