"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { stepHref } from "@/lib/core/draft-address";
import { DRAFT_STEPS, type DraftStep } from "@/lib/core/words";
import { cn } from "../ui/cn";
import type { Draft } from "./draft";
import { isReachable, STEP_TEXT, stepAfter, stepNumber } from "./steps";

/** Where one is, with a way to every step that has been reached. */
export function StepList({
  current,
  draft,
  onLeave,
}: {
  current: DraftStep;
  draft: Draft | null;
  onLeave: (href: string) => void;
}) {
  return (
    <nav aria-label="Steps" className="mb-6 border-b border-line">
      <p className="pb-2 text-[0.8125rem] text-ink-muted sm:hidden">
        Step {stepNumber(current)} of {DRAFT_STEPS.length}: {STEP_TEXT[current].label}
      </p>
      <ol className="flex sm:gap-1">
        {DRAFT_STEPS.map((step) => {
          const isCurrent = step === current;
          const href = draft && isReachable(step, draft) && !isCurrent ? stepHref(step, draft.id) : null;
          const content = <StepName step={step} current={isCurrent} done={isDone(step, current, draft)} />;
          return (
            <li key={step} aria-current={isCurrent ? "step" : undefined} className="min-w-0 flex-1 sm:flex-none">
              {href ? (
                <Link
                  href={href}
                  prefetch={false}
                  onNavigate={(event) => {
                    event.preventDefault();
                    onLeave(href);
                  }}
                  className={cn(ITEM, "border-transparent text-ink-muted hover:text-ink")}
                >
                  {content}
                </Link>
              ) : (
                <span className={cn(ITEM, isCurrent ? "border-accent text-ink" : "border-transparent text-ink-muted")}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

const ITEM =
  "-mb-px flex h-11 items-center justify-center gap-2 border-b-2 font-medium whitespace-nowrap transition-colors sm:px-2.5";

/** Who has come to a later step has seen to this one. */
const isDone = (step: DraftStep, current: DraftStep, draft: Draft | null): boolean =>
  step !== current && step !== "review" && draft !== null && isReachable(stepAfter(step), draft);

function StepName({ step, current, done }: { step: DraftStep; current: boolean; done: boolean }) {
  return (
    <>
      <span
        aria-hidden
        className={cn(
          "grid size-5.5 shrink-0 place-items-center rounded-full border border-line-strong text-xs tabular-nums",
          current && "border-accent bg-accent text-on-accent",
          done && "border-transparent bg-accent-soft text-accent",
        )}
      >
        {done ? <Check className="size-3.5" strokeWidth={3} /> : stepNumber(step)}
      </span>
      <span className="sr-only sm:not-sr-only">
        <span className="sr-only">Step {stepNumber(step)}: </span>
        {STEP_TEXT[step].label}
      </span>
    </>
  );
}
