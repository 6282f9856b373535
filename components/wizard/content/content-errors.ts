import { type FieldPath, get, type UseFormReturn } from "react-hook-form";
import type { ContentValues } from "./content-values";

/** What is wrong with a field, however deep it lies. */
export function errorAt(form: UseFormReturn<ContentValues>, path: FieldPath<ContentValues>): string | undefined {
  const error: unknown = get(form.formState.errors, path);
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : undefined;
  return typeof message === "string" && message !== "" ? message : undefined;
}
