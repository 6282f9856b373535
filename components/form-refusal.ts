import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { ApiError } from "./api";

/** Puts what the server refused beside its fields, the first one focused; what belongs to none stands at the form's root. */
export function showRefusal<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  fields: readonly Path<Values>[],
): void {
  const issues = error instanceof ApiError ? error.issues : [];
  const beside = issues.flatMap(({ path, message }) => {
    const field = fields.find((one) => one === path);
    return field ? [{ field, message }] : [];
  });
  // The first one last: focusing happens in the order in which errors are set.
  for (const { field, message } of beside.toReversed()) form.setError(field, { message }, { shouldFocus: true });
  if (beside.length === 0) form.setError("root", { message: error instanceof Error ? error.message : String(error) });
}
