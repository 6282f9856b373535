"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId } from "react";
import { cn } from "../ui/cn";
import { NeedsYouMark, needsYouText, useNeedsYou } from "./needs-you";

/** The places of the dashboard, in the order of an owner's day. */
const PLACES = [
  { href: "/campaigns", label: "Campaigns" },
  { href: "/calls", label: "Calls" },
  { href: "/customers", label: "Customers" },
  { href: "/opt-outs", label: "Opt-outs" },
  { href: "/settings", label: "Settings" },
] as const;

/** @param needsYou how many calls need the owner, as the page came */
export function Nav({ needsYou }: { needsYou: number }) {
  const path = usePathname();
  const count = useNeedsYou(needsYou);
  const words = useId();
  return (
    <nav aria-label="Main" className="-mb-px flex min-w-0 overflow-x-auto sm:gap-1">
      <p id={words} aria-live="polite" className="sr-only">
        {needsYouText(count)}
      </p>
      {PLACES.map(({ href, label }) => {
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            aria-describedby={href === "/calls" ? words : undefined}
            className={cn(
              "relative flex h-12 shrink-0 items-center border-b-2 px-1.5 text-[0.8125rem] font-medium sm:px-2.5 sm:text-sm transition-colors",
              here ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
            )}
          >
            {label}
            {href === "/calls" && <NeedsYouMark count={count} />}
          </Link>
        );
      })}
    </nav>
  );
}
