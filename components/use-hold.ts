"use client";

import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from "react";

/** Who has moved nothing for so long is reading, or gone: what stands still then only shows what is no longer so. */
const STILL_MS = 6000;

/** Whether somebody is about to press something: rows that come and go must stand still under a pointer or a focus that moves. */
export function useHold() {
  const [held, setHeld] = useState(false);
  const focused = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const release = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const hold = () => {
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = setTimeout(() => setHeld(false), STILL_MS);
  };
  // A finger leaves no pointer behind to wait for.
  const point = (event: PointerEvent) => event.pointerType === "mouse" && hold();
  return {
    held,
    props: {
      onPointerEnter: point,
      onPointerMove: point,
      onPointerLeave: () => focused.current || release(),
      // A click focuses too, and stays behind; only a keyboard shows where it is.
      onFocus: (event: FocusEvent) => {
        focused.current = event.target.matches(":focus-visible");
        if (focused.current) hold();
      },
      onKeyDown: hold,
      onBlur: () => {
        focused.current = false;
        release();
      },
    },
  };
}
