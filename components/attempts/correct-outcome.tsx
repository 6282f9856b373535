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

const LEAD = "A new lead is made, or the one that came of this is opened again.";
const HINT: Partial<Record<Outcome, string>> = {
  interested: LEAD,
  booked: LEAD,
  callback: LEAD,
  opt_out: "They are put on the opt-out list at once and are not contacted again, by any campaign or channel.",
  wrong_number: "The number is put on the opt-out list, so that it is not called again.",
};

/** What consequences the choice has. */
function hintOf(from: Outcome | null, to: Outcome): string | undefined {
  const lifts = from === "opt_out" || from === "wrong_number";
  const stays = lifts && to !== "opt_out" ? "The opt-out stays in force. To lift it, go to Opt-outs." : "";
  return [HINT[to] ?? "", stays].filter(Boolean).join(" ") || undefined;
}

interface Asked {
  attemptId: string;
  outcome: Outcome | null;
  /** `reply`: nobody has said yet what the customer wrote comes to. */
  answers?: "contact" | "reply";
}

const WORDS = {
  contact: {
    open: "Correct the outcome",
    ask: "What really came of it",
    save: "Correct",
    done: "The outcome is corrected.",
  },
  reply: {
    open: "Say what they want",
    ask: "What do they want?",
    save: "Save",
    done: "Written down. It needs you no more.",
  },
} as const;

/** Lets the owner say what really came of a contact, or what somebody's answer means. */
export function CorrectOutcome({ attemptId, outcome, answers = "contact" }: Asked) {
  const [form, setForm] = useState<"never" | "open" | "closed">("never");
  if (form !== "open")
    return (
      <Button
        size="sm"
        look={answers === "reply" ? "primary" : "quiet"}
        className={answers === "reply" ? "w-fit" : "-ml-2.5 w-fit"}
        // The focus comes back to where the form was opened from.
        autoFocus={form === "closed"}
        onClick={() => setForm("open")}
      >
        <PencilLine aria-hidden />
        {WORDS[answers].open}
      </Button>
    );
  return <CorrectionForm {...{ attemptId, outcome, answers }} onClose={() => setForm("closed")} />;
}

/** The question itself. `onClose` also after it was answered. */
export function CorrectionForm({ attemptId, outcome, answers = "contact", onClose }: Asked & { onClose: () => void }) {
  const queries = useQueryClient();
  const router = useRouter();
  const [chosen, setChosen] = useState<Outcome | null>(outcome);
  const [note, setNote] = useState("");
  const correction = useMutation<z.infer<typeof Answer>, ApiError, { outcome: Outcome; note?: string }>({
    mutationFn: (body) => api(`/api/attempts/${attemptId}/outcome`, Answer, { method: "POST", body }),
    onSuccess: () => {
      tell("success", WORDS[answers].done);
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
      <Field label={WORDS[answers].ask} hint={chosen ? hintOf(outcome, chosen) : undefined}>
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
          {WORDS[answers].save}
        </Button>
      </div>
    </form>
  );
}
