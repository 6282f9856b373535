"use client";

import { type FocusEvent, type PointerEvent, useState } from "react";

/** Whether somebody is about to press something: rows that come and go must stand still under a pointer or a focus. */
export function useHold() {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  return {
    held: pointed || focused,
    props: {
      // A finger leaves no pointer behind to wait for.
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType === "mouse"),
      onPointerLeave: () => setPointed(false),
      // A click focuses too, and stays behind; only a keyboard shows where it is.
      onFocus: (event: FocusEvent) => setFocused(event.target.matches(":focus-visible")),
      onBlur: () => setFocused(false),
    },
  };
}
