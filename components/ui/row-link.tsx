"use client";

import Link from "next/link";
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
      {children}
    </Link>
  );
}
