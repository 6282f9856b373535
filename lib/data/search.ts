/** A search is counted up to here; the SQL behind the lists counts no further. */
export const COUNTED = 10_000;

/** The digits of a phone number among words that are looked for, however it is written; undefined when it can be none. */
export function digitsOf(words: string): string | undefined {
  if (!/^[\s\d+().\-/]+$/.test(words)) return undefined;
  const digits = words.replace(/\D/g, "").replace(/^00?/, "");
  return digits.length >= 3 ? digits : undefined;
}

/** What a person types into a search box, as patterns of LIKE for `customers.search_text`: the name, phone and email of a customer in
 *  small letters. Wildcards are letters. `digits` is null where the words can't be a phone. */
export function searchPatterns(words: string): { words: string; digits: string | null } {
  const text = words.trim().toLowerCase();
  const digits = digitsOf(text);
  return { words: `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`, digits: digits ? `%${digits}%` : null };
}

/** The arguments of a function without those that were not asked for: it has its own defaults for them. */
export function given<T extends Record<string, string | null | undefined>>(args: T): { [Name in keyof T]?: string } {
  const asked: { [Name in keyof T]?: string } = {};
  for (const name in args) if (args[name]) asked[name] = args[name];
  return asked;
}

/** The digits of a phone number among words that are looked for, where there are words. */
export const digitsIn = (search: string | undefined): string | undefined => search && digitsOf(search);
