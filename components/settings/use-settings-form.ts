"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { type SettingsField, SettingsView } from "@/lib/core/settings";
import { ApiError, api } from "../api";
import { tell } from "../toast";
import { changedFields, resolverOf, type SettingsValues, toChange, valuesOf } from "./settings-form-values";

/** A form of some of the settings. Only what was changed here is sent, so that two tabs, or two people, do not undo each
 *  other; what was typed stays whatever the server answers. */
export function useSettingsForm(initial: SettingsView, fields: readonly SettingsField[]) {
  const router = useRouter();
  const queries = useQueryClient();
  const [base, setBase] = useState(() => valuesOf(initial));
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<SettingsValues>({ resolver: resolverOf(fields), defaultValues: base });
  // What is typed before the page is alive would be mixed up with what the fields then get.
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const isDirty = changedFields(fields, form.watch(), base).length > 0;

  const save = form.handleSubmit(async (sent) => {
    setFailure(null);
    const changed = changedFields(fields, sent, base);
    if (changed.length === 0) return;
    try {
      const body = toChange(sent, changed);
      const saved = valuesOf(await api("/api/settings", SettingsView, { method: "PATCH", body }));
      const typedMeanwhile = changedFields(fields, form.getValues(), sent);
      const kept = Object.fromEntries(typedMeanwhile.map((field) => [field, form.getValues(field)]));
      form.reset({ ...saved, ...kept });
      setBase(saved);
      tell("success", "The settings are saved.");
      void queries.invalidateQueries({ queryKey: ["setup"] });
      // The header's clock and every page show what was changed.
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  });

  function refuse(error: unknown) {
    let focused = false;
    for (const { path = "", message } of error instanceof ApiError ? error.issues : []) {
      const field = fields.find((one) => path === one || path.startsWith(`${one}.`));
      if (!field) continue;
      form.setError(field, { message }, { shouldFocus: !focused });
      focused = true;
    }
    setFailure(error instanceof Error ? error.message : String(error));
  }

  function undo() {
    form.reset(base);
    setFailure(null);
  }

  return { form, save, undo, failure, isAlive, isDirty, isSaving: form.formState.isSubmitting };
}
export type SettingsForm = ReturnType<typeof useSettingsForm>;
