"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { listName } from "@/lib/core/list-age";
import { type ListView, RemovedList } from "@/lib/core/list-views";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/notice";
import { changedText } from "./words";

const FIELDS = ["reason"] as const;

/** Asks why, and removes a list; an upload that does not count yet needs no reason. */
export function RemoveDialog({ list, onClose }: { list: ListView; onClose: () => void }) {
  const queries = useQueryClient();
  const form = useForm({ defaultValues: { reason: "" } });
  const { errors, isSubmitting } = form.formState;
  const isReady = list.status === "ready";

  async function remove({ reason }: { reason: string }) {
    try {
      const body = { reason: reason || null };
      const { customers } = await api(`/api/lists/${list.id}/remove`, RemovedList, { method: "POST", body });
      const freed = customers > 0 ? changedText(customers) : undefined;
      tell("success", isReady ? "The list is removed." : "The upload is discarded.", freed);
      void queries.invalidateQueries({ queryKey: ["lists"] });
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }
  const name = listName(list);
  return (
    <Dialog title={isReady ? `Remove this list: ${name}?` : `Discard this upload: ${name}?`} onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(remove)} className="grid gap-4">
        {isReady ? (
          <Notice kind="warning" title="From now on campaigns may contact the people on it again">
            To call somebody who stands on a do-not-call list can be against the law and be fined. A newer list of the
            same kind replaces this one by itself.
          </Notice>
        ) : (
          <p>What was sent of it is deleted. The lists that count stay as they are.</p>
        )}
        {isReady && (
          <Field
            label="Why"
            error={errors.reason?.message}
            hint="At least 10 characters. It is kept for good with your name and the time."
          >
            {(control) => <Textarea {...control} maxLength={500} {...form.register("reason")} />}
          </Field>
        )}
        <FormEnd error={errors.root?.message} cancel="Keep it" onCancel={onClose} look="danger" busy={isSubmitting}>
          {isReady ? "Remove the list" : "Discard it"}
        </FormEnd>
      </form>
    </Dialog>
  );
}
