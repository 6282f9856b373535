"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const loadDialog = () => import("./ui/confirm-dialog").then((module) => module.ConfirmDialog);
const ConfirmDialog = dynamic(loadDialog, { ssr: false });

/** The place on this site that a plain click on a link leads to, when it is another page. */
function elsewhere(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  if (link.origin !== window.location.origin || link.pathname === window.location.pathname) return null;
  return link.pathname + link.search;
}

/** Asks before a page is left on which something would be lost: by a link, a reload or closing the tab.
 *  @param text what would be lost */
export function LeaveWarning({
  when,
  text = "What you changed here is not saved yet and would be lost.",
}: {
  when: boolean;
  text?: string;
}) {
  const router = useRouter();
  const [to, setTo] = useState<string | null>(null);
  useEffect(() => {
    if (!when) return;
    void loadDialog().catch(() => undefined);
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const place = elsewhere(event);
      if (place === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTo(place);
    };
    window.addEventListener("beforeunload", unload);
    document.addEventListener("click", click, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", unload);
      document.removeEventListener("click", click, { capture: true });
    };
  }, [when]);
  if (to === null) return null;
  return (
    <ConfirmDialog
      title="Leave this page?"
      confirm="Leave without it"
      cancel="Stay here"
      onClose={() => setTo(null)}
      onConfirm={() => {
        setTo(null);
        router.push(to);
      }}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
