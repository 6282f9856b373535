import type { Field, JsonStep } from "./query";
import type { Scanner } from "./scanner";

function jsonKey(scanner: Scanner): string | number {
  const index = scanner.match(/-?\d+(?=->|::|[.,)]|$)/y);
  return index === undefined ? scanner.name() : Number(index);
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
