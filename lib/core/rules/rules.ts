import type { WEEKDAYS } from "../words";

/** The files of data/ that rules are read from. */
export const RULE_FILES = [
  "calling_windows.csv",
  "outreach_rules.csv",
  "holidays.csv",
  "nanp_areas.csv",
  "us_zip3.csv",
] as const;
export type RuleFile = (typeof RULE_FILES)[number];
/** The text of each file. */
export type RuleTexts = Record<RuleFile, string>;

export const CONFIDENCES = ["high", "medium", "low", "policy"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export type RuleDay = (typeof WEEKDAYS)[number] | "holiday";

/** Calling hours of one day, local to the person called, [opens, closes). A day may have several rows, one for each window. Neither closed
 *  nor `as_weekday`: opens and closes are set. `line` is the line of the file. */
export interface CallingWindow {
  line: number;
  jurisdiction: string;
  day: RuleDay;
  opens: string | null;
  closes: string | null;
  closed: boolean;
  /** Of holidays only: the hours of the weekday on which it falls. */
  as_weekday: boolean;
  confidence: Confidence;
  source: string;
}

export interface OutreachRule {
  line: number;
  jurisdiction: string;
  channel: "voice" | "sms" | "email" | "any";
  rule: string;
  value: string;
  confidence: Confidence;
  note: string;
  /** An owner may set it aside for their account, with a written reason. */
  overridable: boolean;
}

export const OBSERVED = ["none", "fri-mon", "mon"] as const;
/** A public holiday as a rule for every year; see data/README.md for how it is written. */
export interface HolidayRule {
  line: number;
  jurisdiction: string;
  rule: string;
  observed: (typeof OBSERVED)[number];
  name: string;
  confidence: Confidence;
  source: string;
}

export interface Area {
  area_code: string;
  region: string;
  time_zones: string[];
}
/** ZIP codes whose first three digits lie in [first, last]. */
export interface ZipRange {
  first: string;
  last: string;
  region: string;
}

export interface Rules {
  windows: CallingWindow[];
  rules: OutreachRule[];
  holidays: HolidayRule[];
  areas: Area[];
  zips: ZipRange[];
}

/** What is wrong with a file, and in which line, counted from 1. */
export interface RuleError {
  file: RuleFile;
  line: number;
  message: string;
}
