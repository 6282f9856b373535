"use client";

import type { SettingsView } from "@/lib/core/settings";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input, Select, Textarea } from "../ui/input";
import { SaveBar } from "./save-bar";
import { BUSINESS_FIELDS } from "./settings-form-values";
import { useSettingsForm } from "./use-settings-form";

export interface BusinessFormProps {
  settings: SettingsView;
  countries: { code: string; name: string }[];
  timeZones: string[];
}

/** Who calls, and what is taken for granted where a file or a number does not say it. */
export function BusinessForm({ settings, countries, timeZones }: BusinessFormProps) {
  const { form, save, isAlive, ...state } = useSettingsForm(settings, BUSINESS_FIELDS);
  const { errors } = form.formState;
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={save} aria-labelledby="business-heading" className="grid gap-5">
        <fieldset disabled={!isAlive} className="settling contents">
          <CardTitle id="business-heading">Business profile</CardTitle>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Business name"
              hint="Said in every call, and what {business_name} stands for."
              error={errors.business_name?.message}
            >
              {(control) => (
                <Input {...control} {...form.register("business_name")} maxLength={120} autoComplete="organization" />
              )}
            </Field>
            <Field
              label="Number to call back"
              hint="Named in messages on answering machines."
              error={errors.callback_number?.message}
            >
              {(control) => (
                <Input
                  {...control}
                  {...form.register("callback_number")}
                  type="tel"
                  maxLength={40}
                  autoComplete="tel"
                  placeholder="(212) 555-0100"
                />
              )}
            </Field>
            <Field
              label="Booking link"
              optional
              hint="What {booking_link} stands for."
              error={errors.booking_link?.message}
            >
              {(control) => (
                <Input
                  {...control}
                  {...form.register("booking_link")}
                  type="url"
                  maxLength={500}
                  placeholder="https://"
                />
              )}
            </Field>
            <Field
              label="Postal address"
              hint="Stands at the end of every email."
              error={errors.postal_address?.message}
            >
              {(control) => (
                <Textarea
                  {...control}
                  {...form.register("postal_address")}
                  className="min-h-18"
                  rows={2}
                  maxLength={400}
                  autoComplete="street-address"
                />
              )}
            </Field>
          </div>
          <CardTitle>Defaults</CardTitle>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Country"
              hint="Of phone numbers that are written without a country code."
              error={errors.default_country?.message}
            >
              {(control) => (
                <Select {...control} className="w-full" {...form.register("default_country")}>
                  {countries.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label="Time zone"
              hint="Every time here is shown in it. Customers are called by their own."
              error={errors.time_zone?.message}
            >
              {(control) => (
                <Select {...control} className="w-full" {...form.register("time_zone")}>
                  {timeZones.map((zone) => (
                    <option key={zone} value={zone}>
                      {zone.replaceAll("_", " ")}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <SaveBar {...state} />
        </fieldset>
      </form>
    </Card>
  );
}
