import type { Field, JsonStep } from "./query";
import type { Scanner } from "./scanner";

const KEY = /[^(\-:.,>)]+(?:-(?!>)[^(\-:.,>)]+)*/uy;

function jsonKey(scanner: Scanner): string | number {
  const index = scanner.match(/-?\d+(?=->|::|[.,)]|$)/y);
  if (index !== undefined) return Number(index);
  const key = scanner.quoted() ?? scanner.match(KEY)?.trim();
  return key || scanner.fail("any non reserved character different from: .,>()");
}

/** `->key`, `->>key`, `->0` … */
export function parseJsonPath(scanner: Scanner): JsonStep[] {
  const path: JsonStep[] = [];
  for (;;) {
    const text = scanner.take("->>");
    if (!text && !scanner.take("->")) return path;
    path.push({ text, key: jsonKey(scanner) });
  }
}

/** `column`, `column->a->>b`. */
export function parseField(scanner: Scanner): Field {
  scanner.spaces();
  const name = scanner.name();
  const path = parseJsonPath(scanner);
  scanner.spaces();
  return { name, path };
}
