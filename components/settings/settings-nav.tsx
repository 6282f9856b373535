"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "../ui/cn";

const PARTS = [
  { href: "/settings", label: "Overview" },
  { href: "/settings/business", label: "Business" },
  { href: "/settings/calling", label: "Hours and limits" },
  { href: "/settings/overrides", label: "Exceptions" },
  { href: "/settings/channels", label: "Emails and texts" },
  { href: "/settings/lists", label: "Do-not-call lists" },
  { href: "/settings/keeping", label: "Keeping data" },
  { href: "/settings/agents", label: "Agents" },
  { href: "/settings/providers", label: "Providers" },
  { href: "/settings/api", label: "API" },
] as const;

/** The parts of the settings, each at its own address. */
export function SettingsNav() {
  const path = usePathname();
  const list = useRef<HTMLElement>(null);
  // On a phone the row is wider than the screen.
  useEffect(() => {
    const here = list.current?.querySelector(`[href="${path}"]`);
    here?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav ref={list} aria-label="Settings" className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
      <ul className="flex gap-1 lg:flex-col">
        {PARTS.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cn(
                "flex h-9 items-center rounded-md px-3 font-medium whitespace-nowrap transition-colors",
                path === href ? "bg-accent-soft text-accent-strong" : "text-ink-muted hover:bg-sunken hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
