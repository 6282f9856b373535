import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { ApiError } from "./api";

/** The field among these that a path of the API is about; of a list or an object, the whole. */
export const fieldIn =
  <Field extends string>(fields: readonly Field[]) =>
  (path: string): Field | undefined =>
    fields.find((field) => path === field || path.startsWith(`${field}.`));

/** Puts what the server refused beside its fields and the focus on the first. @returns whether any of it belongs to a field */
export function placeIssues<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  fieldOf: (path: string) => FieldPath<Values> | undefined,
): boolean {
  let isPlaced = false;
  for (const { path = "", message } of error instanceof ApiError ? error.issues : []) {
    const field = fieldOf(path);
    if (!field) continue;
    form.setError(field, { message }, { shouldFocus: !isPlaced });
    isPlaced = true;
  }
  return isPlaced;
}

/** Shows a refusal in a form: beside its fields, or at the form's root where it belongs to none. */
export function showRefusal<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  fields: readonly FieldPath<Values>[],
): void {
  if (placeIssues(form, error, fieldIn(fields))) return;
  form.setError("root", { message: error instanceof Error ? error.message : String(error) });
}
