import type { Criteria } from "@/lib/core/criteria";
import { regionName } from "@/lib/core/leads/regions";
import { CALL_CONSENT_WORDS, OPERATOR_WORDS } from "@/lib/core/spoken-words";
import { formatCount, formatDay } from "../format";

/** Criteria in words, one line each; all of them must hold. */
export function criteriaText(criteria: Criteria, agents: { id: string; name: string }[], timeZone: string): string[] {
  const { status, agent_id, min_leads, tags, regions, call_consent, custom = [] } = criteria;
  const lines = [
    ...contactText(criteria, timeZone),
    status && `Latest lead is “${status}”`,
    agent_id && `Latest lead was taken by ${agents.find(({ id }) => id === agent_id)?.name ?? "an agent that is gone"}`,
    min_leads && `${formatCount(min_leads)} ${min_leads === 1 ? "lead" : "leads"} or more`,
    tags && `Tagged ${tags.join(" or ")}`,
    regions && `In ${regions.map(regionName).join(" or ")}`,
    call_consent && CALL_CONSENT_WORDS[call_consent],
    ...custom.map(
      ({ field, op, value }) => `${field} ${OPERATOR_WORDS[op]}${value === undefined ? "" : ` “${value}”`}`,
    ),
  ].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? lines : ["Every customer"];
}

function contactText({ last_contact_days, last_contact_before, last_contact_after }: Criteria, timeZone: string) {
  const day = (at: string, shift = 0) => formatDay(new Date(Date.parse(at) + shift).toISOString(), timeZone);
  const before = last_contact_before;
  return [
    last_contact_days === undefined
      ? null
      : `No contact for ${formatCount(last_contact_days)} ${last_contact_days === 1 ? "day" : "days"} or more`,
    // A range ends with its last day.
    last_contact_after &&
      (before
        ? `Last contact from ${day(last_contact_after)} to ${day(before, -1)}`
        : `Last contact since ${day(last_contact_after)}`),
    before && !last_contact_after && `Last contact before ${day(before)}`,
  ];
}
