"use client";

import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";

export interface TabLink {
  href: string;
  label: string;
  here: boolean;
  /** Beside the label. */
  mark?: ReactNode;
  /** Shows it without asking the server. Not called where a new tab or window is asked for. */
  onShow?: (() => void) | undefined;
}

/** The parts of a page, or of a list, each at its own address. */
export function TabLinks({ label, tabs, prefetch }: { label: string; tabs: TabLink[]; prefetch?: false }) {
  const follow = (onShow: TabLink["onShow"]) => (event: MouseEvent) => {
    if (!onShow || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onShow();
  };
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line px-2 sm:px-3">
      {tabs.map(({ href, label, here, mark, onShow }) => (
        <Link
          key={href}
          href={href}
          {...(prefetch === false ? { prefetch } : {})}
          aria-current={here ? "page" : undefined}
          onClick={follow(onShow)}
          className="-mb-px flex h-11 shrink-0 items-center gap-2 border-b-2 border-transparent px-2.5 font-medium text-ink-muted -outline-offset-2 transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {label}
          {mark}
        </Link>
      ))}
    </nav>
  );
}
