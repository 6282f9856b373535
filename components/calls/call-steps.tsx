"use client";

import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";

export interface CallStepsProps {
  /** Addresses; null where the list ends. */
  previous: string | null;
  next: string | null;
  /** The list this call was opened from. */
  list: string;
  listName: string;
  /** What stands in it. */
  noun: string;
}

const NEXT = new Set(["j", "ArrowRight"]);
const PREVIOUS = new Set(["k", "ArrowLeft"]);

/** Whether a key belongs to something that has the focus: a field, the player of a recording, an open dialog. */
export const isTaken = (event: KeyboardEvent): boolean =>
  event.altKey ||
  event.ctrlKey ||
  event.metaKey ||
  event.defaultPrevented ||
  document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null ||
  (event.target instanceof Element &&
    event.target.closest("input, textarea, select, audio, video, [contenteditable], [role=slider], [role=tablist]") !==
      null);

/** Through the filtered list, call by call: by button, or by J and K or the arrows. */
export function CallSteps({ previous, next, list, listName, noun }: CallStepsProps) {
  const router = useRouter();
  const here = `${previous} ${next}`;
  const [said, say] = useState({ text: "", here });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const to = NEXT.has(event.key) ? next : PREVIOUS.has(event.key) ? previous : undefined;
      if (to === undefined) return;
      event.preventDefault();
      if (to) return router.push(to);
      const text = `This is the ${NEXT.has(event.key) ? "last" : "first"} ${noun} of the list.`;
      say({ text, here });
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, previous, next, here, noun]);
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
      <Button asChild look="quiet" size="sm" className="-ml-2.5">
        <Link href={list}>
          <ArrowLeft aria-hidden />
          {listName}
        </Link>
      </Button>
      <nav aria-label="Through the list" className="flex items-center gap-2">
        <p role="status" className="text-[0.8125rem] text-ink-muted">
          {said.here === here && said.text}
        </p>
        <Step href={previous} hint="K">
          <ChevronLeft aria-hidden />
          Newer
        </Step>
        <Step href={next} hint="J">
          Older
          <ChevronRight aria-hidden />
        </Step>
      </nav>
    </div>
  );
}

function Step({ href, hint, children }: { href: string | null; hint: string; children: React.ReactNode }) {
  const shown = (
    <>
      {children}
      <Key name={hint} />
    </>
  );
  if (!href)
    return (
      <Button size="sm" disabled>
        {shown}
      </Button>
    );
  return (
    <Button asChild size="sm">
      <Link href={href} aria-keyshortcuts={hint}>
        {shown}
      </Link>
    </Button>
  );
}

/** The key that does the same; a finger has none. */
export const Key = ({ name }: { name: string }) => (
  <kbd
    aria-hidden
    className="hidden rounded-sm border border-line px-1 font-sans text-[0.6875rem] text-ink-muted sm:inline"
  >
    {name}
  </kbd>
);
