"use client";

import type { SettingsView } from "@/lib/core/settings";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";
import { NumberField } from "./number-field";
import { SaveBar } from "./save-bar";
import { CHANNEL_FIELDS } from "./settings-form-values";
import { useSettingsForm } from "./use-settings-form";

/** From whom emails and texts come, when they are sent, what they cost, and for how long an inquiry counts for a campaign. */
export function ChannelsForm({ settings }: { settings: SettingsView }) {
  const { form, save, isAlive, ...state } = useSettingsForm(settings, CHANNEL_FIELDS);
  const { errors } = form.formState;
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={save} className="grid gap-6">
        <fieldset disabled={!isAlive} className="settling contents">
          <section className="grid gap-3">
            <CardTitle>Emails</CardTitle>
            <p className="text-ink-muted text-pretty">
              Every email names your business and its postal address and has a link to unsubscribe; the law asks for
              both.
            </p>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label="Sender’s address"
                hint="On a domain that is verified at Resend."
                error={errors.email_sender?.message}
              >
                {(control) => (
                  <Input
                    {...control}
                    {...form.register("email_sender")}
                    type="email"
                    maxLength={320}
                    autoComplete="email"
                    placeholder="hello@your-salon.com"
                  />
                )}
              </Field>
              <Field
                label="Answers go to"
                optional
                hint="Empty: to the sender. Answers show under Needs you when Resend receives the mail of this address."
                error={errors.email_reply_to?.message}
              >
                {(control) => (
                  <Input
                    {...control}
                    {...form.register("email_reply_to")}
                    type="email"
                    maxLength={320}
                    autoComplete="email"
                  />
                )}
              </Field>
              <Field label="When emails are sent" hint="Calls and texts always keep to the calling hours.">
                {(control) => (
                  <Select {...control} className="w-full" {...form.register("email_within_hours")}>
                    <option value="no">At any hour</option>
                    <option value="yes">Within the calling hours only</option>
                  </Select>
                )}
              </Field>
              <NumberField
                form={form}
                name="estimated_email_cost"
                label="Expected cost of an email, US dollars"
                hint="Counts against budgets."
                step="any"
              />
            </div>
          </section>
          <section className="grid gap-3">
            <CardTitle>Text messages</CardTitle>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label="Sender’s number"
                hint="Your number at Twilio, or the id of a messaging service (MG…). It has to be registered for marketing."
                error={errors.sms_sender?.message}
              >
                {(control) => (
                  <Input {...control} {...form.register("sms_sender")} maxLength={40} placeholder="(212) 555-0100" />
                )}
              </Field>
              <NumberField
                form={form}
                name="estimated_sms_cost"
                label="Expected cost of a text, US dollars"
                hint="Counts against budgets until the real cost is known."
                step="any"
              />
            </div>
          </section>
          <section className="grid gap-3">
            <CardTitle>What counts as won back</CardTitle>
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                form={form}
                name="attribution_days"
                label="Days after a contact"
                hint="A new inquiry within so many days after a campaign reached somebody counts for that campaign."
              />
            </div>
          </section>
          <SaveBar {...state} />
        </fieldset>
      </form>
    </Card>
  );
}
