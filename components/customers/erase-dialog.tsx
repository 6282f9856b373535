"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { type CustomerDetailView, Erased } from "@/lib/core/customer-views";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { nameOf } from "../name-of";
import { tell } from "../toast";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input } from "../ui/input";
import { useRenewPeople } from "./use-people";

const FIELDS = ["confirm"] as const;

/** Asks before a customer is erased, after saying what goes and what stays. */
export function EraseDialog({ customer, onClose }: { customer: CustomerDetailView; onClose: () => void }) {
  const router = useRouter();
  const renew = useRenewPeople();
  const [optOut, setOptOut] = useState(false);
  const form = useForm({ defaultValues: { confirm: "" } });
  const { errors, isSubmitting } = form.formState;
  const held = customer.opt_outs.some((one) => one.lifted_at === null);

  async function erase({ confirm }: { confirm: string }) {
    try {
      const body = { confirm, opt_out: optOut };
      await api(`/api/customers/${customer.id}/erase`, Erased, { method: "POST", body });
      tell("success", "The customer is erased.");
      router.push("/customers");
      renew();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog title={`Erase ${nameOf(customer)}?`} description="This can’t be undone." onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(erase)} className="grid gap-4">
        <Part title="What goes">
          <li>Name, number, address, tags and everything else on this page</li>
          <li>Their leads, and their consents</li>
          <li>Transcripts, summaries and links to recordings of all calls with them</li>
          <li>Their place in campaigns that still wait to contact them</li>
        </Part>
        <Part title="What stays">
          <li>The numbers of your campaigns: how many were contacted, answered, what it cost</li>
          <li>Opt-outs, as a code that recognises the number or address without naming it</li>
          <li>A line in the log that you erased a customer, without who it was</li>
        </Part>
        <p className="text-ink-muted">
          Recordings that your phone provider keeps have to be deleted there. Whoever rings you again becomes a new
          customer.
        </p>
        <Checkbox
          label="They also asked not to be contacted"
          hint={
            held
              ? "An opt-out is written down already, and stays whatever you choose."
              : "Their number and address are held back before they are erased, so that no later import brings them back."
          }
          checked={optOut}
          onChange={setOptOut}
        />
        <Field
          label={customer.name ? `Type “${customer.name}” or ERASE` : "Type ERASE"}
          error={errors.confirm?.message}
        >
          {(control) => <Input {...control} autoComplete="off" maxLength={200} {...form.register("confirm")} />}
        </Field>
        <FormEnd
          error={errors.root?.message}
          cancel="Keep the customer"
          onCancel={onClose}
          look="danger"
          busy={isSubmitting}
        >
          Erase for good
        </FormEnd>
      </form>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-ink-muted">{children}</ul>
    </div>
  );
}
