import type { CompletedList, DoubtfulList, ListKind, ListView } from "@/lib/core/list-views";
import { formatCount } from "../format";

export const KIND_LABEL: Record<ListKind, string> = {
  national: "National list",
  state: "A state’s list",
  own: "Our own list",
  reassigned: "Results about reassigned numbers",
};

/** What the file is, and where it comes from. */
const KIND_HINT: Record<ListKind, string> = {
  national: "The do-not-call register of the country, as its authority gives it out.",
  state: "The list of a state that keeps one of its own, for instance Texas or Indiana.",
  own: "People who told your business not to call, as a column of numbers. It adds to your other own lists.",
  reassigned:
    "What the Reassigned Numbers Database (reassigned.us) answered: a column of numbers and one with yes, no or no data. A later “no” takes an earlier “yes” back.",
};

/** @param country of a national list */
export const hintOf = (kind: ListKind, country: string): string =>
  kind === "national" && country === "US"
    ? "The National Do Not Call Registry, as telemarketing.donotcall.gov gives it out."
    : KIND_HINT[kind];

export const DAY_HINT: Record<ListKind, string> = {
  national: "The day on which the registry made the file; its age counts from there.",
  state: "The day on which the state made the file; its age counts from there.",
  own: "The day on which the list was made.",
  reassigned: "The day on which the database was asked.",
};

export const rowsText = (count: number): string => `${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
export const numbersText = (count: number): string => `${formatCount(count)} ${count === 1 ? "number" : "numbers"}`;
/** How many customers a list that came or went says something else of. */
export const changedText = (count: number): string =>
  `For ${formatCount(count)} of your customers this changes whether they may be contacted.`;
const customersText = (count: number): string =>
  count === 0 ? "None of your customers is affected." : changedText(count);

/** What an upload came to, in sentences. */
export function doneText({ list, customers, replaced }: CompletedList): string {
  const before = replaced === null ? "" : ` It replaces the one before, which had ${numbersText(replaced)}.`;
  return `${numbersText(list.taken)} from ${rowsText(list.rows)} count from now on.${before} ${customersText(customers)}`;
}

/** "This file has 1 number; the list that it replaces has 4,812,003. Replace it?" */
export function doubtText({ rows, taken, refused, replaced }: DoubtfulList): string {
  const lines = refused * 2 > rows ? ` ${formatCount(refused)} of its ${formatCount(rows)} rows can’t be used.` : "";
  return `This file has ${numbersText(taken)}; the list that it replaces has ${formatCount(replaced)}.${lines} Replace it?`;
}

/** Whether a new list is so much smaller than the one before that it may be the wrong file. */
export const isSuspect = ({ list, replaced }: CompletedList): boolean => replaced !== null && list.taken < replaced / 2;

/** What there is of an upload that does not count yet, and how it goes on. */
export function waitingText(list: ListView): string {
  const way = "Choose the same file below, with the same day, and";
  return list.parts_there === list.parts
    ? `${list.file_name} is all here and does not count yet. ${way} it is finished, or you are asked whether it may replace the list before. Or discard it.`
    : `${list.file_name}: ${partsText(list)}. ${way} the rest is sent. Until then this list does not count.`;
}

/** "23 of 60 parts are here" */
const partsText = ({ parts, parts_there }: ListView): string =>
  `${formatCount(parts_there ?? 0)} of ${formatCount(parts)} ${parts === 1 ? "part is" : "parts are"} here`;
