import { sameValue } from "@/lib/core/presets";

/** What was typed and is not saved yet, in the browser's tab: it survives a reload, a session that ended and a lost
 *  connection. Kept with what the fields held before, so that what somebody else changed meanwhile is not turned back. */
const PREFIX = "rekindle:typed";

export const keptKey = (accountId: string, campaignId: string | null, step: string): string =>
  `${PREFIX}:${accountId}:${campaignId ?? "new"}:${step}`;

export function keep(key: string, values: object, before: object): void {
  store((storage) => storage.setItem(key, JSON.stringify({ values, before })));
}

export function forget(key: string): void {
  store((storage) => storage.removeItem(key));
}

export function isKept(key: string): boolean {
  return store((storage) => storage.getItem(key) !== null) ?? false;
}

/** The present values with what was typed put over them, or null when nothing was. */
export function restore<Values extends object>(key: string, present: Values): Values | null {
  const text = store((storage) => storage.getItem(key));
  if (!text) return null;
  const kept = parse(text);
  if (!isRecord(kept) || !isRecord(kept.values) || !isRecord(kept.before)) return null;
  const { values, before } = kept;
  const typed = Object.entries(values).filter(([field, value]) => !sameValue(value, before[field]));
  const merged: unknown = { ...present, ...Object.fromEntries(typed) };
  return typed.length > 0 && hasShapeOf(merged, present) ? merged : null;
}

/** A tab may have its storage switched off, or full. */
function store<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(window.sessionStorage);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What an older version of the page kept is not taken for something else. */
function hasShapeOf<T>(value: unknown, like: T): value is T {
  if (Array.isArray(like)) return Array.isArray(value);
  if (!isRecord(like)) return typeof value === typeof like;
  return isRecord(value) && Object.keys(like).every((field) => hasShapeOf(value[field], like[field]));
}
