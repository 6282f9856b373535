import type { Metadata } from "next";
import { KeepingForm } from "@/components/settings/keeping-form";
import { settingsView } from "@/lib/core/settings";
import { pageDeps, pageTimeZone } from "../../../page-deps";

export const metadata: Metadata = { title: "Keeping data" };

export default async function KeepingPage() {
  const { data, accountId } = await pageDeps();
  const [settings, lastRun, timeZone] = await Promise.all([
    data.accounts.settings(accountId),
    data.setup.lastRetention(accountId),
    pageTimeZone(),
  ]);
  return <KeepingForm settings={settingsView(settings)} lastRun={lastRun} timeZone={timeZone} />;
}
