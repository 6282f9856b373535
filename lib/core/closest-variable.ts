import { VARIABLES } from "./content";

/** The variable that was probably meant by an unknown one, as it is written in a text and with its own words for when it is empty;
 *  null when none is near. @param written such as `{custmer_name|there}` */
export function closestVariable(written: string): string | null {
  const [, name = "", fallback = ""] = /^\{\s*(\w+)\s*(\|[^{}]*)?\}$/.exec(written) ?? [];
  if (name === "" || name.length > 40) return null;
  const wanted = name.toLowerCase();
  const near = VARIABLES.map((variable) => ({ variable, far: distance(wanted, variable) }))
    .filter(({ variable, far }) => far <= 2 || variable.split("_").some((word) => word.length > 3 && word === wanted))
    .sort((a, b) => a.far - b.far);
  return near[0] ? `{${near[0].variable}${fallback}}` : null;
}

/** Letters to change, add or take away (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
