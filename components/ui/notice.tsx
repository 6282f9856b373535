import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const KIND = {
  info: { icon: Info, className: "bg-info-soft text-info" },
  warning: { icon: TriangleAlert, className: "bg-warning-soft text-warning" },
  danger: { icon: CircleAlert, className: "bg-danger-soft text-danger" },
} as const;

/** A message that stays on the page. `role="alert"` reads it out when it appears. */
export function Notice({
  kind = "info",
  title,
  children,
  role,
}: {
  kind?: keyof typeof KIND;
  title: string;
  children?: ReactNode;
  role?: "alert" | "status";
}) {
  const { icon: Icon, className } = KIND[kind];
  return (
    <div role={role} className={cn("flex gap-3 rounded-lg px-4 py-3", className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-ink text-pretty">{children}</div>}
      </div>
    </div>
  );
}
