import { Flame } from "lucide-react";

export function Brand() {
  return (
    <span className="flex items-center gap-2 text-[0.9375rem] font-semibold tracking-tight">
      <span className="grid size-6 place-items-center rounded-md bg-accent text-on-accent">
        <Flame aria-hidden className="size-4" />
      </span>
      Rekindle
    </span>
  );
}
