import Link from "next/link";
import type { ReactNode } from "react";
import { stepHref } from "@/lib/core/draft-address";
import type { DraftStep } from "@/lib/core/words";
import { Card, CardTitle } from "../../ui/card";
import type { Draft } from "../draft";
import { STEP_TEXT } from "../steps";

/** One step of the campaign, with the way back to it. */
export function Section({ step, draft, children }: { step: DraftStep; draft: Draft; children: ReactNode }) {
  const { label } = STEP_TEXT[step];
  return (
    <Card className="p-4 sm:p-5">
      <div className="mb-3 flex items-center justify-between gap-3">
        <CardTitle>{label}</CardTitle>
        <Link
          href={stepHref(step, draft.id)}
          aria-label={`Change ${label}`}
          className="flex min-h-6 items-center text-[0.8125rem] font-medium text-accent underline-offset-4 hover:underline"
        >
          Change
        </Link>
      </div>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-3">{children}</dl>
    </Card>
  );
}

export const Entry = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-0.5 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-4">
    <dt className="text-[0.8125rem] text-ink-muted sm:pt-px">{label}</dt>
    <dd className="min-w-0 break-words text-pretty">{children}</dd>
  </div>
);

export const Lines = ({ lines }: { lines: string[] }) => (
  <ul className="grid gap-0.5">
    {lines.filter(Boolean).map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);
