"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { stepHref } from "@/lib/core/draft-address";
import type { DraftStep } from "@/lib/core/words";
import { Crumbs } from "../crumbs";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { SaveStatus } from "./save-status";
import { StepList } from "./step-list";
import { STEP_TEXT, stepAfter, stepBefore, stepText } from "./steps";
import { TroubleNotice } from "./trouble-notice";
import { useHydrated } from "./use-hydrated";
import type { Step } from "./use-step";

const CHANGED = "What you changed is saved and applies from now on.";

let lastStep: DraftStep | null = null;

export interface StepFrameProps {
  frame: Step;
  children: ReactNode;
  /** Beside the form; below it where the page is narrow. */
  aside?: ReactNode;
  /** The gist of what stands beside, in view where the page is narrow. */
  brief?: string | undefined;
  /** In place of «Next». */
  action?: ReactNode;
  /** What is typed, before it is saved. */
  name?: string;
}

/** What all steps have in common: where one is, whether it is saved, the heading that takes the focus, and back and next. */
export function StepFrame({ frame, children, aside, brief, action, name }: StepFrameProps) {
  const { step, draft, locked, trouble, moving } = frame;
  const hydrated = useHydrated();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (lastStep !== null && lastStep !== step) heading.current?.focus();
    lastStep = step;
  }, [step]);
  const title = name?.trim() || draft?.name || "New campaign";
  const { heading: question, text: about } = stepText(step, draft?.outreach_method ?? "call");
  const text = step === "review" && draft && draft.status !== "draft" ? CHANGED : about;
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col">
      <Crumbs trail={trailOf(draft)} />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h1 className="min-w-0 truncate text-2xl font-semibold tracking-tight">{title}</h1>
        <SaveStatus state={frame.saveState} />
      </div>
      <StepList current={step} draft={draft} onLeave={frame.leaveTo} />
      <form noValidate onSubmit={frame.next} className="flex flex-1 flex-col">
        <div className={cn("grid flex-1 content-start gap-6", aside && "lg:grid-cols-[minmax(0,1fr)_20rem]")}>
          <div className="grid min-w-0 content-start gap-5">
            <div>
              <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
                {question}
              </h2>
              <p className="mt-0.5 max-w-3xl text-ink-muted text-pretty">{text}</p>
            </div>
            {locked && <Notice title={locked} />}
            <fieldset disabled={locked !== null || !hydrated} className="grid min-w-0 content-start gap-5">
              {children}
            </fieldset>
          </div>
          {aside && <div className="min-w-0 lg:sticky lg:top-18 lg:self-start">{aside}</div>}
        </div>
        <div className="sticky bottom-0 z-10 -mx-4 mt-6 -mb-6 grid gap-3 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
          {trouble && <TroubleNotice trouble={trouble} draft={draft} onSaveAsNew={frame.saveAsNew} />}
          <div className="flex flex-wrap items-center justify-between gap-3">
            <BackButton frame={frame} />
            {brief && (
              <span aria-hidden className="ml-auto truncate text-[0.8125rem] text-ink-muted tabular-nums lg:hidden">
                {brief}
              </span>
            )}
            {action ?? (
              <Button
                look="primary"
                type="submit"
                disabled={!hydrated}
                busy={moving}
                aria-label={`Next: ${STEP_TEXT[stepAfter(step)].label}`}
              >
                <span>
                  Next<span className="max-sm:hidden">: {STEP_TEXT[stepAfter(step)].label}</span>
                </span>
                <ArrowRight aria-hidden />
              </Button>
            )}
          </div>
        </div>
      </form>
    </div>
  );
}

function BackButton({ frame: { step, draft, leaveTo } }: { frame: Step }) {
  const before = stepBefore(step);
  if (!before || !draft) return <span />;
  return (
    <Button onClick={() => leaveTo(stepHref(before, draft.id))}>
      <ArrowLeft aria-hidden />
      Back
    </Button>
  );
}

const trailOf = (draft: Step["draft"]) => [
  { href: "/campaigns", label: "Campaigns" },
  ...(draft && draft.status !== "draft" ? [{ href: `/campaigns/${draft.id}`, label: draft.name }] : []),
];
