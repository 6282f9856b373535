import { checkBusiness, checkExceptions, checkTime } from "./launch/business-checks";
import { checkAgent, checkCall, checkVoice } from "./launch/call-checks";
import { type LaunchCheck, type LaunchInput, type Place, placesOf } from "./launch/check";
import { checkConsent } from "./launch/consent-checks";
import { checkMissing, neededOfCustomers } from "./launch/content-checks";
import { checkEmailSetup, checkEmailWords } from "./launch/email-checks";
import { checkLists } from "./launch/list-checks";
import { checkComparisons, checkMethod, checkSequence } from "./launch/sequence-checks";
import { checkSms, checkSmsSetup } from "./launch/sms-checks";

export type { LaunchCheck, LaunchInput, LaunchStep, MissingValues } from "./launch/check";

/** Everything that stands between a campaign and its launch, in the order in which an owner would mend it. */
export function launchChecks(input: LaunchInput): LaunchCheck[] {
  const places = placesOf(input);
  return [
    ...checkMethod(input),
    ...checkVoice(input),
    ...checkEmailSetup(input),
    ...checkSmsSetup(input),
    ...checkAgent(input),
    ...places.flatMap((place) => checkWords(place, input)),
    ...places.flatMap((place) => checkMissing(place, input)),
    ...checkSequence(input),
    ...checkComparisons(input),
    ...checkConsent(input),
    ...checkBusiness(input),
    ...checkExceptions(input),
    ...checkLists(input),
    ...checkTime(input),
  ];
}

function checkWords(place: Place, input: LaunchInput): LaunchCheck[] {
  if (place.channel === "email") return checkEmailWords(place, input);
  return place.channel === "sms" ? checkSms(place, input) : checkCall(place, input);
}

/** Whether the checks need to know for how many customers a value is missing, which takes a moment to count. */
export function needsCounting({
  steps,
  variables,
  holdoutPercent,
}: Pick<LaunchInput, "steps" | "variables" | "holdoutPercent">): boolean {
  const texts = steps.flatMap(({ variants, ...own }) =>
    [own, ...variants].flatMap(({ subject, preview_text, body, voicemail }) => [
      ...[subject ?? "", preview_text ?? "", body, voicemail ?? ""],
    ]),
  );
  const compares = holdoutPercent > 0 || steps.some(({ variants }) => variants.length > 0);
  return compares || neededOfCustomers(texts, variables).length > 0;
}
