"use client";

import { ArrowRight, CircleAlert, CircleCheck, CircleDashed, CircleHelp, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { isReady, type ReadinessFacts, type ReadinessItem, type ReadinessState, readiness } from "@/lib/core/readiness";
import type { Setup } from "@/lib/core/setup";
import { Badge } from "../ui/badge";
import { Card, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { CheckAgain } from "./check-again";
import { useSetupReport } from "./use-setup-report";

const LOOK: Record<ReadinessState, { icon: LucideIcon; className: string; word: string }> = {
  done: { icon: CircleCheck, className: "text-success", word: "Done" },
  missing: { icon: CircleAlert, className: "text-warning", word: "To do" },
  checking: { icon: CircleDashed, className: "animate-breathe text-ink-muted", word: "Checking" },
  unknown: { icon: CircleHelp, className: "text-ink-muted", word: "Not known" },
};

/** What is missing before the first real call. @param now ISO 8601, the server's clock when the page was made */
export function Checklist({ facts, setup, now }: { facts: ReadinessFacts; setup: Setup; now: string }) {
  const check = useSetupReport();
  const { report, error, isChecking } = check;
  // While it could not be asked, nothing is being checked either.
  const items = readiness(facts, setup, report, new Date(report?.checked_at ?? now)).map((item) =>
    item.state === "checking" && error && !isChecking
      ? { ...item, state: "unknown" as const, text: "This could not be checked. Try again." }
      : item,
  );
  return (
    <Card>
      <div className="grid gap-3 border-b border-line p-4 sm:p-5">
        <CardTitle>Before the first real call</CardTitle>
        <Summary items={items} simulated={setup.voice.simulated} />
        <CheckAgain {...check} />
      </div>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <Item key={item.code} item={item} />
        ))}
      </ul>
    </Card>
  );
}

function Summary({ items, simulated }: { items: ReadinessItem[]; simulated: boolean }) {
  const required = items.filter(({ blocking }) => blocking);
  const left = required.filter(({ state }) => state === "missing").length;
  const open = required.filter(({ state }) => state === "checking").length;
  const text = isReady(items)
    ? simulated
      ? "Everything that is needed is there. The provider is simulated: nobody real is called."
      : "Everything that is needed is there: campaigns can call real customers."
    : left > 0
      ? `${left} of ${required.length} points that are needed ${left === 1 ? "is" : "are"} still to do.`
      : open > 0
        ? "Looking whether everything is there …"
        : "Not everything could be checked.";
  return isReady(items) && !simulated ? (
    <Notice title={text} role="status" />
  ) : (
    <p role="status" className="text-ink-muted">
      {text}
    </p>
  );
}

function Item({ item: { title, text, state, blocking, href, action } }: { item: ReadinessItem }) {
  const { icon: Icon, className, word } = LOOK[state];
  const isOpen = state === "missing" || state === "unknown";
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
      <Icon aria-hidden className={cn("mt-0.5 size-4.5 shrink-0", className)} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {title}
          <span className="sr-only">: {word}</span>
          {isOpen && <Badge tone={blocking ? "warning" : "neutral"}>{blocking ? "Needed" : "Advised"}</Badge>}
        </p>
        <p className="text-ink-muted text-pretty">{text}</p>
      </div>
      {isOpen && (
        <Link
          href={href}
          className="ml-7.5 flex h-8 items-center gap-1.5 rounded-md font-medium text-accent underline-offset-4 hover:underline sm:ml-0"
        >
          {action}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      )}
    </li>
  );
}
