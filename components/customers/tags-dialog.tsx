"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { Saved } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { TagInput } from "../ui/tag-input";
import { useRenewPeople } from "./use-people";

/** The words by which campaigns find this customer. */
export function TagsDialog({ customer, onClose }: { customer: CustomerDetailView; onClose: () => void }) {
  const renew = useRenewPeople();
  const [tags, setTags] = useState<string[]>(customer.tags);
  const save = useMutation<Saved, ApiError>({
    mutationFn: () => api(`/api/customers/${customer.id}`, Saved, { method: "PATCH", body: { tags } }),
    onSuccess: () => {
      tell("success", "The tags are saved.");
      renew();
      onClose();
    },
  });
  return (
    <Dialog title="Tags" description="Campaigns can be addressed to everybody with a tag." onClose={onClose}>
      <div className="grid gap-4">
        <Field label="Tags" hint="Enter or a comma adds one." error={save.error?.message}>
          {(control) => <TagInput control={control} values={tags} onChange={setTags} />}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
            Save the tags
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
