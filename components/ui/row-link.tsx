"use client";

import Link, { useLinkStatus } from "next/link";
import { type ReactNode, useState } from "react";

/** The link of a table's row. Its page is prepared when somebody points at it or tabs to it: a full table would otherwise ask
 *  for every row's page at once. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  const [wanted, setWanted] = useState(false);
  const want = () => setWanted(true);
  return (
    <Link
      href={href}
      prefetch={wanted ? null : false}
      onMouseEnter={want}
      onFocus={want}
      className="block max-w-72 truncate rounded-sm font-medium underline-offset-4 hover:text-accent hover:underline"
    >
      <Pending>{children}</Pending>
    </Link>
  );
}

/** Shows that the page was asked for, where nothing of it was there beforehand: on a touch screen nobody points first. */
function Pending({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return <span className={pending ? "animate-breathe" : undefined}>{children}</span>;
}
