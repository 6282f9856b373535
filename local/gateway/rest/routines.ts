import { RestError } from "../errors";
import type { Routine, Schema } from "../schema-cache";
import type { Payload } from "./payload";
import { inPublic, type Params, quote } from "./sql";

/** What is given to a function: named values of a query string, or a JSON body. */
export type Given =
  | { names: string[]; values: Array<[name: string, value: string]> }
  | { names: string[]; body: Payload };

const accepts = (routine: Routine, given: readonly string[]): boolean =>
  given.every((name) => name !== "" && routine.arguments.some((argument) => argument.name === name)) &&
  routine.arguments.every(({ name, required, variadic }) => !required || variadic || given.includes(name));

/** One unnamed JSON parameter takes the whole body. */
const takesBody = ({ arguments: [only, second] }: Routine): boolean =>
  only !== undefined && second === undefined && only.name === "" && ["json", "jsonb"].includes(only.type);

function notFound(name: string, given: readonly string[], isPost: boolean): RestError {
  const called = `public.${name}`;
  const without = " without parameters";
  const list = given.join(", ");
  const parameters = given.length === 0 ? without : ` with parameter${given.length > 1 ? "s" : ""} ${list}`;
  const unnamed = isPost ? " or with a single unnamed json/jsonb parameter" : "";
  return new RestError(
    404,
    "PGRST202",
    `Could not find the function ${called}${given.length === 0 ? without : `(${list})`} in the schema cache`,
    {
      details: `Searched for the function ${called}${parameters}${unnamed}, but no matches were found in the schema cache.`,
    },
  );
}

/** The function that takes these arguments. @throws PGRST202 for none, PGRST203 for several. */
export function findRoutine(schema: Schema, name: string, given: readonly string[], isPost: boolean): Routine {
  const overloads = schema.functions.get(name) ?? [];
  const named = overloads.filter((routine) => accepts(routine, given));
  const found = named.length > 0 || !isPost ? named : overloads.filter(takesBody);
  const [only] = found;
  if (!only) throw notFound(name, given, isPost);
  if (found.length === 1) return only;
  const signatures = found.map((routine) => {
    const list = routine.arguments.map((argument) => `${argument.name} => ${argument.type}`);
    return `public.${routine.name}(${list.join(", ")})`;
  });
  throw new RestError(
    300,
    "PGRST203",
    `Could not choose the best candidate function between: ${signatures.join(", ")}`,
    {
      hint: "Try renaming the parameters or the function itself in the database so function overloading can be resolved",
    },
  );
}

export const returnsScalar = (routine: Routine): boolean => routine.returns_composite !== true;

function argumentSql(
  routine: Routine,
  names: readonly string[],
  value: (name: string, type: string) => string,
): string {
  return routine.arguments
    .filter(({ name }) => names.includes(name))
    .map(({ name, type, variadic }) => `${variadic ? "variadic " : ""}${quote(name)} := ${value(name, type)}`)
    .join(", ");
}

function queryValue(given: Array<[string, string]>, variadic: boolean, name: string, params: Params): string {
  const values = given.filter(([candidate]) => candidate === name).map(([, value]) => value);
  const last = values.at(-1) ?? "";
  if (!variadic || (values.length === 1 && last.startsWith("{"))) return params.add(last);
  return `array[${values.map((value) => params.add(value)).join(", ")}]`;
}

/** SQL of the call, its result named `pgrst_call`. */
export function callSql(routine: Routine, given: Given, params: Params): string {
  const target = inPublic(routine.name);
  const scalar = returnsScalar(routine);
  const call = (args: string) =>
    scalar ? `(select ${target}(${args}) as pgrst_scalar) as pgrst_call` : `${target}(${args}) as pgrst_call`;
  const shown = scalar ? "pgrst_call.pgrst_scalar" : "pgrst_call.*";
  if ("values" in given) {
    const args = argumentSql(routine, given.names, (name, type) => {
      const variadic = routine.arguments.some((argument) => argument.name === name && argument.variadic);
      return `${queryValue(given.values, variadic, name, params)}::${type}`;
    });
    return `select ${shown} from ${call(args)}`;
  }
  if (takesBody(routine) && !accepts(routine, given.names)) {
    return `select ${shown} from ${call(`${params.add(given.body.json)}::${routine.arguments[0]?.type}`)}`;
  }
  if (given.names.length === 0) return `select ${shown} from ${call("")}`;
  const typed = routine.arguments
    .filter(({ name }) => given.names.includes(name))
    .map(({ name, type }) => `${quote(name)} ${type}`);
  const body = `json_to_record(${params.add(given.body.json)}::json) as pgrst_body(${typed.join(", ")})`;
  return `select ${shown} from ${body}, lateral ${call(argumentSql(routine, given.names, (name) => `pgrst_body.${quote(name)}`))}`;
}
