"use client";

import { type RetentionRun, retentionText } from "@/lib/core/retention";
import type { SettingsView } from "@/lib/core/settings";
import { formatZonedMoment } from "../format";
import { Card, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { NumberField } from "./number-field";
import { SaveBar } from "./save-bar";
import { RETENTION_FIELDS } from "./settings-form-values";
import { useSettingsForm } from "./use-settings-form";

interface KeepingFormProps {
  settings: SettingsView;
  /** Null before the first one. */
  lastRun: RetentionRun | null;
  timeZone: string;
}

/** For how long recordings, words and people are kept, and what the last upkeep did. */
export function KeepingForm({ settings, lastRun, timeZone }: KeepingFormProps) {
  const { form, save, isAlive, ...state } = useSettingsForm(settings, RETENTION_FIELDS);
  const part = { form };
  const erases = form.watch("retention_personal_days").trim() !== "";
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={save} className="grid gap-6">
        <fieldset disabled={!isAlive} className="settling contents">
          <section className="grid gap-3">
            <CardTitle>Calls and messages</CardTitle>
            <p className="max-w-prose text-ink-muted text-pretty">
              Once a day, what is older than this is deleted for good. That a contact was made, when, why it was allowed
              and what came of it stays. An empty field keeps everything.
            </p>
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                {...part}
                name="retention_recording_days"
                label="Days recordings are kept"
                hint="1 to 3650. Deleted at the phone provider too."
              />
              <NumberField
                {...part}
                name="retention_transcript_days"
                label="Days words are kept"
                hint="30 to 3650. Transcripts, summaries, emails and texts. Five years (1825) is how long you may have to prove a contact."
              />
            </div>
            <p className="max-w-prose text-ink-muted text-pretty">
              Emails and texts are deleted here; what their providers keep follows the providers’ own settings.
            </p>
          </section>
          <section className="grid gap-3">
            <CardTitle>Customers</CardTitle>
            <p className="max-w-prose text-ink-muted text-pretty">
              Customers nobody was in touch with for this long are erased: name, number, address, consents and
              inquiries. Opt-outs stay, as a code that names nobody. Empty keeps customers until you erase them.
            </p>
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                {...part}
                name="retention_personal_days"
                label="Days without contact"
                hint="180 to 3650. Whoever waits in a campaign is left alone."
              />
            </div>
            {erases && (
              <Notice kind="warning" role="status" title="Erased customers can’t be brought back">
                A campaign can’t win back customers who are erased before it begins. Choose more days than your oldest
                campaign looks back.
              </Notice>
            )}
          </section>
          <section className="grid gap-1">
            <CardTitle>Last run</CardTitle>
            <p className="text-ink-muted text-pretty tabular-nums">
              {lastRun
                ? `${formatZonedMoment(lastRun.at, timeZone)}. ${retentionText(lastRun)}`
                : "Has not run yet. It runs by itself within a day."}
            </p>
          </section>
          <SaveBar {...state} />
        </fieldset>
      </form>
    </Card>
  );
}
