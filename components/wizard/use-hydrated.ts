"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page's scripts are at work. Before that a form would lose what is typed, and send itself to the page's address. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
