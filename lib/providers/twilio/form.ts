/** A form's fields, each with all its values: what Twilio signs. */
export function formValues(rawBody: string): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawBody)) values[name] = [...(values[name] ?? []), value];
  return values;
}

/** A form's fields, the first value of each. */
export function formFields(rawBody: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawBody)) fields[name] ??= value;
  return fields;
}
