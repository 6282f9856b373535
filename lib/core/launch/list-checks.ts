import { growsOld, reliedName } from "../list-age";
import { blocking, type LaunchCheck, type LaunchInput, uses, warning } from "./check";

const FIELD = "do_not_call_lists";

/** A list that the account relies on has to be there and fresh before anything is advertised by call or text. */
export function checkLists(input: LaunchInput): LaunchCheck[] {
  const { lists } = input;
  if (lists === null || !(uses(input, "call") || uses(input, "sms"))) return [];
  return lists.relied.flatMap(({ region, ageDays }) => {
    const name = reliedName(region);
    if (ageDays === null)
      return [blocking("list_missing", FIELD, `You rely on ${name} of do-not-call numbers, and it is not uploaded.`)];
    const age = `is ${ageDays} ${ageDays === 1 ? "day" : "days"} old`;
    const most = `${lists.maxAgeDays} days are the most`;
    if (ageDays > lists.maxAgeDays)
      return [
        blocking("list_too_old", FIELD, `${capital(name)} of do-not-call numbers ${age}; ${most}. Upload a fresh one.`),
      ];
    if (!growsOld(ageDays, lists.maxAgeDays)) return [];
    const soon = `${capital(name)} of do-not-call numbers ${age}; ${most}, then nobody there is called or texted.`;
    return [warning("list_grows_old", FIELD, soon)];
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
