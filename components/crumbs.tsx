import { ChevronRight } from "lucide-react";
import Link from "next/link";

/** The way back up. */
export function Crumbs({ trail }: { trail: { href: string; label: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-2">
      <ol className="flex min-w-0 items-center gap-1 text-[0.8125rem] text-ink-muted">
        {trail.map(({ href, label }) => (
          <li key={href} className="flex min-w-0 items-center gap-1">
            <Link href={href} className="truncate rounded-sm underline-offset-4 hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 shrink-0" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
