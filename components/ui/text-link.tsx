import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** A small link inside a list; its page is not prepared beforehand, for a list has many.
 *  @param inText within a sentence, from which it has to stand out by more than its colour */
export function TextLink({ href, inText = false, children }: { href: string; inText?: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        "w-fit rounded-sm text-accent underline-offset-4",
        inText ? "font-medium underline" : "text-[0.8125rem] hover:underline",
      )}
    >
      {children}
    </Link>
  );
}
