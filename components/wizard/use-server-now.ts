"use client";

import { useCallback, useState } from "react";

/** The server's clock in the browser: a rehearsal may run at another hour.
 *  @param now the server's time when the page was made, ISO 8601 */
export function useServerNow(now: string): () => Date {
  const [ahead] = useState(() => Date.parse(now) - Date.now());
  return useCallback(() => new Date(Date.now() + ahead), [ahead]);
}
