"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { api } from "./api";
import { SESSION_ENDED } from "./api-error";
import { Button } from "./ui/button";
import { untilLoaded } from "./until-loaded";

const Dialog = dynamic(() => untilLoaded(() => import("./ui/dialog").then((module) => module.Dialog)), { ssr: false });

/** Appears when something was sent without a session. What was typed stays where it is: the sign-in opens beside it, and
 *  whoever comes back signed in goes on. */
export function SessionEnded() {
  const [ended, setEnded] = useState(false);
  const client = useQueryClient();
  useEffect(() => {
    const show = () => setEnded(true);
    window.addEventListener(SESSION_ENDED, show);
    return () => window.removeEventListener(SESSION_ENDED, show);
  }, []);
  useEffect(() => {
    if (!ended) return;
    const look = () =>
      void api("/api/session", () => import("@/lib/core/views").then((views) => views.SessionView)).then(
        () => {
          setEnded(false);
          void client.invalidateQueries();
        },
        () => undefined,
      );
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [ended, client]);
  if (!ended) return null;
  return (
    <Dialog title="Your session has ended" onClose={() => setEnded(false)}>
      <div className="grid gap-4">
        <p>
          Nothing that you typed is lost, and nothing was changed. Sign in again in a new tab, come back to this one,
          and do it once more.
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button asChild look="primary">
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in a new tab
            </a>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
