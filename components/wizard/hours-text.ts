import { type Hours, WEEKDAYS } from "@/lib/core/hours";

const SHORT = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** Hours in words, a line for each run of days that are alike: "Mon–Fri 9 AM–6 PM", "Sat 10 AM–4 PM". */
export function hoursText(hours: Hours): string[] {
  const runs: { days: (typeof WEEKDAYS)[number][]; text: string }[] = [];
  for (const day of WEEKDAYS) {
    const text = (hours[day] ?? []).map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ");
    const last = runs.at(-1);
    if (last?.text === text) last.days.push(day);
    else runs.push({ days: [day], text });
  }
  return runs.filter(({ text }) => text !== "").map(({ days, text }) => `${daysText(days)} ${text}`);
}

function daysText(days: (typeof WEEKDAYS)[number][]): string {
  if (days.length === 7) return "Every day";
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return "";
  return first === last ? SHORT[first] : `${SHORT[first]}–${SHORT[last]}`;
}

/** "9 AM", "5:30 PM", "midnight". */
function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (hour === 24) return "midnight";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? "AM" : "PM"}`;
}
