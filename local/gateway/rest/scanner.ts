import { parseError } from "../errors";

const NAME = /[\p{L}\p{N}_ $]+(?:-(?!>)[\p{L}\p{N}_ $]+)*/uy;

/** Reads PostgREST's little languages from left to right. */
export class Scanner {
  position = 0;

  constructor(
    readonly input: string,
    private readonly what: string,
    /** What an error shows, where more is read than was sent. */
    private readonly shown = input,
  ) {}

  fail(expecting: string): never {
    const found = this.position < this.input.length ? `"${this.input[this.position]}"` : "end of input";
    throw parseError(this.what, this.shown, this.position + 1, `unexpected ${found} expecting ${expecting}`);
  }

  get atEnd(): boolean {
    return this.position >= this.input.length;
  }

  peek(text: string): boolean {
    return this.input.startsWith(text, this.position);
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.position += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`"${text}"`);
  }

  expectEnd(): void {
    if (!this.atEnd) this.fail("end of input");
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.input)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  spaces(): void {
    this.match(/[ \t]*/y);
  }

  /** `"…"` with backslash escapes, or undefined when there is no such thing here. */
  quoted(): string | undefined {
    const found = this.match(/"(?:[^"\\]|\\[\s\S])*"/y);
    return found?.slice(1, -1).replaceAll(/\\([\s\S])/g, "$1");
  }

  /** A column's, relation's or function's name, quoted or plain. */
  name(): string {
    return this.optionalName() ?? this.fail("field name (* or [a..z0..9_$])");
  }

  optionalName(): string | undefined {
    const quoted = this.quoted();
    if (quoted !== undefined) return quoted;
    const before = this.position;
    const plain = this.match(NAME)?.trim();
    if (plain) return plain;
    this.position = before;
    return undefined;
  }

  /** Tries `read`; on undefined or an error nothing was consumed. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const before = this.position;
    try {
      const result = read();
      if (result === undefined) this.position = before;
      return result;
    } catch {
      this.position = before;
      return undefined;
    }
  }
}
