"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { type SettingsField, SettingsView } from "@/lib/core/settings";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { changedFields, type SettingsValues, settingsResolver, toChange, valuesOf } from "./settings-form-values";

/** A form of some of the settings. Only what was changed here is sent, so that two tabs, or two people, do not undo each
 *  other; what was typed stays whatever the server answers. */
export function useSettingsForm(initial: SettingsView, fields: readonly SettingsField[]) {
  const router = useRouter();
  const queries = useQueryClient();
  const [base, setBase] = useState(() => valuesOf(initial));
  const form = useForm<SettingsValues>({ resolver: settingsResolver(fields), defaultValues: base });
  // What is typed before the page is alive would be mixed up with what the fields then get.
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const isDirty = changedFields(fields, form.watch(), base).length > 0;

  const save = form.handleSubmit(async (sent) => {
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
      showRefusal(form, error, fields);
    }
  });

  const undo = () => form.reset(base);
  const { errors, isSubmitting } = form.formState;
  return { form, save, undo, failure: errors.root?.message ?? null, isAlive, isDirty, isSaving: isSubmitting };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;
