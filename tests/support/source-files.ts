import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const OTHERS = new Set(["node_modules", "coverage", "test-results", "next-env.d.ts", "package-lock.json"]);

export interface Imported {
  /** As it is written, or, for a file of ours, its path from the root without an extension. */
  what: string;
  ours: boolean;
  /** Only types: nothing of it is there when the program runs. */
  typeOnly: boolean;
}

export interface SourceFile {
  path: string;
  text: string;
  /** Without comments, strings emptied. */
  code: string;
  lines: number;
  imports: Imported[];
}

/** Every file of the project, with what it imports; hidden, installed and generated ones are left out. */
export function sourceFiles(extensions: RegExp): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || OTHERS.has(entry.name)) continue;
      const place = join(folder, entry.name);
      if (entry.isDirectory()) walk(place);
      else if (extensions.test(entry.name)) found.push(read(place));
    }
  };
  walk(ROOT);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function read(place: string): SourceFile {
  const text = readFileSync(place, "utf8");
  const path = relative(ROOT, place);
  const plain = withoutComments(text);
  const code = plain.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs, '""');
  return { path, text, code, lines: text.split("\n").length - 1, imports: importsOf(path, text) };
}

/** Comments as blanks. A `//` or a comment sign inside quotes stays. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g,
    (whole, quoted: string | undefined) => quoted ?? whole.replace(/[^\n]/g, " "),
  );
}

const FROM = /(?:^|;)[ \t]*(import|export)\s+(type\s+)?((?:[\w*$\s,{}]|\btype\b)*?)\s*from\s*(["'])([^"'\n]+)\4/gm;
const BARE = /(?:^|;)[ \t]*import\s*(["'])([^"'\n]+)\1/gm;
const DYNAMIC = /\b(?:import|require)\s*\(\s*(["'`])([^"'`\n]+)\1/g;

/** What a program imports, re-exports or loads later on. */
export function importsOf(path: string, text: string): Imported[] {
  const plain = withoutComments(text);
  const found: Imported[] = [];
  const add = (what: string, typeOnly: boolean) => found.push({ ...resolve(path, what), typeOnly });
  for (const [, , type, clause = "", , what = ""] of plain.matchAll(FROM))
    add(what, type !== undefined || onlyTypes(clause));
  for (const pattern of [BARE, DYNAMIC]) for (const [, , what = ""] of plain.matchAll(pattern)) add(what, false);
  return found;
}

/** `{ type A, type B }` */
function onlyTypes(clause: string): boolean {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(clause)?.[1];
  if (inner === undefined) return false;
  const names = inner.split(",").map((name) => name.trim());
  return names.every((name) => name === "" || name.startsWith("type "));
}

function resolve(path: string, what: string): { what: string; ours: boolean } {
  if (what.startsWith("@/")) return { what: what.slice(2), ours: true };
  if (what.startsWith(".")) return { what: posix.normalize(posix.join(dirname(path), what)), ours: true };
  return { what, ours: false };
}

/** `@scope/name/deep` and `name/deep` are the packages `@scope/name` and `name`. */
export const packageOf = (what: string): string =>
  what
    .split("/")
    .slice(0, what.startsWith("@") ? 2 : 1)
    .join("/");
