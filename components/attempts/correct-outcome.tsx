"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PencilLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod/mini";
import { OUTCOME_WORDS } from "@/lib/core/spoken-words";
import { OUTCOMES } from "@/lib/core/words";
import { type ApiError, api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";
import { Notice } from "../ui/notice";

type Outcome = (typeof OUTCOMES)[number];
const Answer = z.object({ changed: z.boolean() });

const HINT: Partial<Record<Outcome, string>> = {
  interested: "A new lead is made, or the one of this call is opened again.",
  booked: "A new lead is made, or the one of this call is opened again.",
  callback: "A new lead is made, or the one of this call is opened again.",
  opt_out: "They are put on the opt-out list at once and are not contacted again, by any campaign or channel.",
  wrong_number: "The number is put on the opt-out list, so that it is not called again.",
};

/** What consequences the choice has. */
function hintOf(from: Outcome | null, to: Outcome): string | undefined {
  const lifts = from === "opt_out" || from === "wrong_number";
  const stays = lifts && to !== "opt_out" ? "The opt-out stays in force. To lift it, go to Opt-outs." : "";
  return [HINT[to] ?? "", stays].filter(Boolean).join(" ") || undefined;
}

/** Lets the owner say what really came of a call. */
export function CorrectOutcome({ attemptId, outcome }: { attemptId: string; outcome: Outcome | null }) {
  const [form, setForm] = useState<"never" | "open" | "closed">("never");
  if (form !== "open")
    return (
      <Button
        size="sm"
        look="quiet"
        className="-ml-2.5 w-fit"
        // The focus comes back to where the form was opened from.
        autoFocus={form === "closed"}
        onClick={() => setForm("open")}
      >
        <PencilLine aria-hidden />
        Correct the outcome
      </Button>
    );
  return <CorrectionForm attemptId={attemptId} outcome={outcome} onClose={() => setForm("closed")} />;
}

function CorrectionForm({
  attemptId,
  outcome,
  onClose,
}: {
  attemptId: string;
  outcome: Outcome | null;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const router = useRouter();
  const [chosen, setChosen] = useState<Outcome | null>(outcome);
  const [note, setNote] = useState("");
  const correction = useMutation<z.infer<typeof Answer>, ApiError, { outcome: Outcome; note?: string }>({
    mutationFn: (body) => api(`/api/attempts/${attemptId}/outcome`, Answer, { method: "POST", body }),
    onSuccess: () => {
      tell("success", "The outcome is corrected.");
      void queries.invalidateQueries();
      router.refresh();
      onClose();
    },
  });
  return (
    <form
      className="grid gap-3 rounded-lg bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && !correction.isPending) correction.mutate({ outcome: chosen, ...(note ? { note } : {}) });
      }}
    >
      <Field label="What really came of it" hint={chosen ? hintOf(outcome, chosen) : undefined}>
        {(control) => (
          <Select
            {...control}
            autoFocus
            required
            value={chosen ?? ""}
            onChange={(event) => setChosen(OUTCOMES.find((one) => one === event.target.value) ?? null)}
          >
            <option value="" disabled>
              Choose
            </option>
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {OUTCOME_WORDS[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Note" optional>
        {(control) => (
          <Input {...control} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {correction.error && <Notice kind="danger" role="alert" title={correction.error.message} />}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" look="primary" type="submit" busy={correction.isPending} disabled={chosen === outcome}>
          Correct
        </Button>
      </div>
    </form>
  );
}
