"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { regionName } from "@/lib/core/leads/regions";
import { Saved } from "@/lib/core/views";
import { ApiError, api } from "../api";
import { showRefusal } from "../form-refusal";
import { formatPhone } from "../format";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input } from "../ui/input";
import { TagInput } from "../ui/tag-input";
import { useRenewPeople } from "./use-people";
import { rulesText, zonesText } from "./where";

const FIELDS = ["name", "phone", "email", "region", "postcode", "time_zones", "language", "tags"] as const;

interface Values {
  name: string;
  phone: string;
  email: string;
  region: string;
  postcode: string;
  /** One zone, or empty for what the state and the number say. */
  time_zones: string;
  language: string;
  tags: string[];
}

const valuesOf = (customer?: CustomerDetailView): Values => ({
  name: customer?.name ?? "",
  phone: customer?.phone ? formatPhone(customer.phone) : "",
  email: customer?.email ?? "",
  region: customer?.region ? regionName(customer.region) : "",
  postcode: customer?.postcode ?? "",
  time_zones:
    customer?.zone_source === "address" && customer.time_zones.length === 1 ? (customer.time_zones[0] ?? "") : "",
  language: customer?.language ?? "",
  tags: customer?.tags ?? [],
});

/** What was typed, as the API takes it: of a customer that exists only what changed. */
function toInput(values: Values, before: Values | null): Record<string, string | string[]> {
  const whole = { ...values, time_zones: values.time_zones ? [values.time_zones] : [] };
  const sent = FIELDS.filter((field) =>
    before ? String(values[field]) !== String(before[field]) : whole[field].length > 0,
  );
  return Object.fromEntries(sent.map((field) => [field, whole[field]]));
}

/** Adds a customer, or changes one. What was typed stays whatever the server answers. */
export function CustomerDialog({ customer, onClose }: { customer?: CustomerDetailView; onClose: () => void }) {
  const router = useRouter();
  const renew = useRenewPeople();
  const [holder, setHolder] = useState<string | null>(null);
  const before = customer ? valuesOf(customer) : null;
  const form = useForm<Values>({ defaultValues: valuesOf(customer) });
  const { errors, isSubmitting } = form.formState;

  async function save(values: Values) {
    setHolder(null);
    const body = toInput(values, before);
    try {
      const path = customer ? `/api/customers/${customer.id}` : "/api/customers";
      const { id } = await api(path, Saved, { method: customer ? "PATCH" : "POST", body });
      tell("success", customer ? "The changes are saved." : "The customer is added.");
      renew();
      onClose();
      if (!customer) router.push(`/customers/${id}`);
    } catch (error) {
      showRefusal(form, error, FIELDS);
      setHolder(error instanceof ApiError ? (error.issues[0]?.customer_id ?? null) : null);
    }
  }

  return (
    <Dialog title={customer ? "Edit the customer" : "Add a customer"} onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4">
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="off" maxLength={200} {...form.register("name")} />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Phone" error={errors.phone?.message} hint="With its area code, in any spelling.">
            {(control) => (
              <Input {...control} type="tel" autoComplete="off" maxLength={60} {...form.register("phone")} />
            )}
          </Field>
          <Field label="Email" error={errors.email?.message}>
            {(control) => (
              <Input {...control} type="email" autoComplete="off" maxLength={320} {...form.register("email")} />
            )}
          </Field>
          <Field label="State or country" optional error={errors.region?.message} hint="Such as Texas or TX.">
            {(control) => <Input {...control} autoComplete="off" maxLength={60} {...form.register("region")} />}
          </Field>
          <Field
            label="Postcode"
            optional
            error={errors.postcode?.message}
            hint={customer ? rulesText(customer) : "It says the state where none is written."}
          >
            {(control) => <Input {...control} autoComplete="off" maxLength={20} {...form.register("postcode")} />}
          </Field>
          <Field
            label="Time zone"
            optional
            error={errors.time_zones?.message}
            hint={customer ? `Now: ${zonesText(customer)}.` : "Left empty, the state or the number says it."}
          >
            {(control) => (
              <>
                <Input {...control} list="time-zones" autoComplete="off" {...form.register("time_zones")} />
                <datalist id="time-zones">
                  {Intl.supportedValuesOf("timeZone").map((zone) => (
                    <option key={zone} value={zone} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field label="Language" optional error={errors.language?.message} hint="Such as en or es.">
            {(control) => <Input {...control} autoComplete="off" maxLength={35} {...form.register("language")} />}
          </Field>
        </div>
        <Field label="Tags" optional error={errors.tags?.message} hint="Enter or a comma adds one.">
          {(control) => (
            <TagInput
              control={control}
              values={form.watch("tags")}
              onChange={(tags) => form.setValue("tags", tags, { shouldDirty: true })}
            />
          )}
        </Field>
        {holder && (
          <p>
            <Link href={`/customers/${holder}`} onClick={onClose} className="text-accent underline underline-offset-4">
              Open the other customer
            </Link>
          </p>
        )}
        <FormEnd error={errors.root?.message} onCancel={onClose} busy={isSubmitting}>
          {customer ? "Save changes" : "Add the customer"}
        </FormEnd>
      </form>
    </Dialog>
  );
}
