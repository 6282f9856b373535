"use client";

import { useSearchParams } from "next/navigation";
import type { StepValues } from "./content-values";

type Part = "touch" | "variant" | "person";

/** Which touch, variant and customer is looked at: it stands in the address, so that it can be shared and gone back to. The page's own
 *  data are the same for all of them, so nothing is asked for anew. */
export function useContentPlace(steps: StepValues[]) {
  const params = useSearchParams();
  const within = (value: string | null, most: number) => {
    const at = Number(value ?? "1") - 1;
    return Number.isInteger(at) && at >= 0 && at < most ? at : 0;
  };
  const touch = within(params.get("touch"), steps.length);
  const variants = steps[touch]?.variants ?? [];
  const named = variants.findIndex(({ name }) => name === params.get("variant"));
  const go = (changes: Partial<Record<Part, string | null>>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    window.history.replaceState(null, "", `${window.location.pathname}?${next}`);
  };
  return {
    touch,
    /** Null: the touch's own words, which are variant A. */
    variant: named < 0 ? null : named,
    /** From 0; may be more than there are. */
    person: Math.max(0, Number.parseInt(params.get("person") ?? "1", 10) - 1 || 0),
    toTouch: (at: number) => go({ touch: String(at + 1), variant: null }),
    toVariant: (name: string | null) => go({ variant: name }),
    toPerson: (at: number) => go({ person: String(at + 1) }),
  };
}
export type ContentPlace = ReturnType<typeof useContentPlace>;
