import Link from "next/link";
import type { ReactNode } from "react";

/** A small link inside a list; its page is not prepared beforehand, for a list has many. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="w-fit rounded-sm text-[0.8125rem] text-accent underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
