/** What a person types into a search box, as patterns of LIKE for `customers.search_text`: the name, phone and email of a customer in
 *  small letters. Wildcards are letters. A phone is found by its digits, however they are written. */
export interface SearchPatterns {
  words: string;
  /** Null where the words can't be a phone. */
  digits: string | null;
}

export function searchPatterns(words: string): SearchPatterns {
  const text = words.trim().toLowerCase();
  const digits = text.replace(/\D/g, "");
  const isPhone = digits.length >= 3 && /^[\d\s()+./-]+$/.test(text);
  return { words: `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`, digits: isPhone ? `%${digits}%` : null };
}

/** The same as a filter of customers for supabase-js: `client.from("customers").select("*").or(customerSearch(words))`. */
export function customerSearch(words: string): string {
  const patterns = searchPatterns(words);
  // PostgREST reads `*` as `%`, with no way around it; commas and brackets stay letters in quotes.
  const quoted = (pattern: string) =>
    `search_text.like."${pattern.replaceAll("*", "_").replace(/[\\"]/g, (c) => `\\${c}`)}"`;
  return [patterns.words, patterns.digits]
    .filter((pattern) => pattern !== null)
    .map(quoted)
    .join(",");
}
