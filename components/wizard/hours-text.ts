import type { Hours } from "@/lib/core/hours";
import { WEEKDAY_WORDS } from "@/lib/core/spoken-words";
import { WEEKDAYS, type Weekday } from "@/lib/core/words";
import { formatTimeOfDay } from "../format";

/** Hours in words, a line for each run of days that are alike: "Mon–Fri 9 AM–6 PM", "Sat 10 AM–4 PM". */
export function hoursText(hours: Hours): string[] {
  const runs: { days: Weekday[]; text: string }[] = [];
  for (const day of WEEKDAYS) {
    const text = (hours[day] ?? []).map(([from, to]) => `${formatTimeOfDay(from)}–${formatTimeOfDay(to)}`).join(", ");
    const last = runs.at(-1);
    if (last?.text === text) last.days.push(day);
    else runs.push({ days: [day], text });
  }
  return runs.filter(({ text }) => text !== "").map(({ days, text }) => `${daysText(days)} ${text}`);
}

function daysText(days: Weekday[]): string {
  if (days.length === 7) return "Every day";
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return "";
  return first === last ? short(first) : `${short(first)}–${short(last)}`;
}

const short = (day: Weekday) => WEEKDAY_WORDS[day].slice(0, 3);
