import type { ReactNode } from "react";

/** A page's heading with what can be done there. */
export function PageTitle({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {children && <p className="mt-1 text-ink-muted text-pretty">{children}</p>}
      </div>
      {action}
    </div>
  );
}
