import type { Claims } from "../jwt";
import type { Schema, Setting } from "../schema-cache";
import type { Statement } from "../transaction";

export type Caller = { role: string; claims: Claims | undefined };

export type SessionInput = {
  caller: Caller;
  schema: Schema;
  method: string;
  path: string;
  headers: Record<string, string>;
  readOnly: boolean;
  timezone: string | undefined;
  /** Settings of the called function that must hold before it starts, such as its time limit. */
  settings: readonly Setting[];
};

function cookiesOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim().split("="));
  return Object.fromEntries(pairs.filter(([name]) => name).map(([name, ...value]) => [name, value.join("=")]));
}

/** The statement that turns a pooled connection into the caller's: everything lasts as long as the transaction. */
export function sessionStatement(input: SessionInput): Statement {
  const { caller, headers } = input;
  const settings: Array<[name: string, value: string]> = [
    ["search_path", '"public", "extensions"'],
    ["role", caller.role],
    ["request.jwt.claims", JSON.stringify({ ...caller.claims, role: caller.role })],
    ["request.method", input.method],
    ["request.path", input.path],
    ["request.headers", JSON.stringify(headers)],
    ["request.cookies", JSON.stringify(cookiesOf(headers.cookie))],
  ];
  for (const { name, value } of input.schema.roleSettings.get(caller.role) ?? []) settings.push([name, value]);
  for (const { name, value } of input.settings) settings.push([name, value]);
  if (input.timezone !== undefined) settings.push(["timezone", input.timezone]);
  if (input.readOnly) settings.push(["transaction_read_only", "on"]);
  const calls = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`);
  return { text: `select ${calls.join(", ")}`, values: settings.map(([, value]) => value) };
}
