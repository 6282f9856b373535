"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod/mini";
import { ApiError, api } from "../api";
import { formatDay, formatZonedMoment } from "../format";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { untilLoaded } from "../until-loaded";

const ConfirmDialog = dynamic(
  () => untilLoaded(() => import("../ui/confirm-dialog").then((module) => module.ConfirmDialog)),
  { ssr: false },
);
const Made = z.object({ key: z.string() });

interface ApiKeyCardProps {
  /** Null when the account has none. */
  apiKey: { shown: string; created_at: string; last_used_at: string | null } | null;
  appUrl: string;
  timeZone: string;
}

const ADDRESS = "/api/settings/api-key";

/** The key by which a website or a booking program writes consents down here. It is shown once. */
export function ApiKeyCard({ apiKey, appUrl, timeZone }: ApiKeyCardProps) {
  const router = useRouter();
  const [fresh, setFresh] = useState<string | null>(null);
  const [asking, setAsking] = useState<"replace" | "remove" | null>(null);
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<string | null>) {
    setBusy(true);
    try {
      setFresh(await work());
      setAsking(null);
      router.refresh();
    } catch (error) {
      tell("error", error instanceof ApiError ? error.message : "That did not work. Try again.");
      // Another tab, or somebody else, was here first.
      if (error instanceof ApiError && error.code === "api_key_changed") {
        setAsking(null);
        router.refresh();
      }
    } finally {
      setBusy(false);
    }
  }
  const replacing = apiKey ? `${ADDRESS}?replaces=${encodeURIComponent(apiKey.shown)}` : ADDRESS;
  const make = () => run(async () => (await api(replacing, Made, { method: "POST" })).key);
  const remove = () =>
    run(async () => {
      await api(ADDRESS, z.unknown(), { method: "DELETE" });
      return null;
    });

  return (
    <Card className="grid gap-4 p-4 sm:p-5">
      <div className="grid gap-1">
        <CardTitle>Key for other programs</CardTitle>
        <p className="max-w-prose text-ink-muted text-pretty">
          With this key your website or booking program can write down here what customers agree to, and take it back.
          Whoever has it can do that for your account: keep it as you keep a password.
        </p>
      </div>
      {fresh && (
        <Notice kind="info" role="status" title="This is the key. It is not shown again.">
          <code className="block rounded bg-sunken px-2 py-1 break-all select-all">{fresh}</code>
        </Notice>
      )}
      <p className="tabular-nums">
        {apiKey
          ? `A key that begins with ${apiKey.shown} was made on ${formatDay(apiKey.created_at, timeZone)}. ${
              apiKey.last_used_at ? `Last used ${formatZonedMoment(apiKey.last_used_at, timeZone)}.` : "Never used."
            }`
          : "There is no key yet."}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          look={apiKey ? "secondary" : "primary"}
          busy={busy}
          onClick={() => (apiKey ? setAsking("replace") : make())}
        >
          {apiKey ? "Make a new key" : "Make a key"}
        </Button>
        {apiKey && (
          <Button look="quiet" onClick={() => setAsking("remove")}>
            Remove the key
          </Button>
        )}
      </div>
      <div className="grid gap-1">
        <h3 className="font-medium">For whoever builds it</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 text-[0.8125rem]">
          {example(appUrl)}
        </pre>
        <p className="text-[0.8125rem] text-ink-muted">The README has all fields.</p>
      </div>
      {asking && (
        <ConfirmDialog
          title={asking === "replace" ? "Make a new key?" : "Remove the key?"}
          confirm={asking === "replace" ? "Make a new key" : "Remove it"}
          cancel="Keep the key"
          busy={busy}
          onClose={() => setAsking(null)}
          onConfirm={asking === "replace" ? make : remove}
        >
          <p>The key that you have now stops working at once, in every program that uses it.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

const example = (appUrl: string) => `curl ${appUrl}/api/consents \\
  -H "Authorization: Bearer rk_…" -H "Content-Type: application/json" \\
  -d '{"phone": "(212) 555-0100", "channel": "call", "purpose": "marketing",
       "basis": "express_written", "wording": "I agree to …",
       "source": "booking form", "obtained_at": "2026-11-21T12:00:00Z"}'`;
