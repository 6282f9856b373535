"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn";

/** The places of the dashboard, in the order of an owner's day. */
const PLACES = [
  { href: "/campaigns", label: "Campaigns" },
  { href: "/calls", label: "Calls" },
  { href: "/customers", label: "Customers" },
  { href: "/opt-outs", label: "Opt-outs" },
  { href: "/settings", label: "Settings" },
] as const;

export function Nav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="-mb-px flex min-w-0 overflow-x-auto sm:gap-1">
      {PLACES.map(({ href, label }) => {
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "flex h-12 shrink-0 items-center border-b-2 px-1.5 text-[0.8125rem] font-medium sm:px-2.5 sm:text-sm transition-colors",
              here ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
