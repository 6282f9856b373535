import type { ReplyKeywords } from "@/lib/core/reply-words";
import { repositoryRules } from "./rule-texts";

const wordsOf = (name: string) =>
  repositoryRules().rules.flatMap(({ rule, value }) => (rule === name ? value.toLowerCase().split(" ") : []));

/** The words that the repository's rules name. */
export const KEYWORDS: ReplyKeywords = {
  stop: wordsOf("opt_out_keywords"),
  start: wordsOf("opt_in_keywords"),
  help: wordsOf("help_keywords"),
};
