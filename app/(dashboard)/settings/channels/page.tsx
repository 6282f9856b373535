import type { Metadata } from "next";
import { ChannelsForm } from "@/components/settings/channels-form";
import { settingsView } from "@/lib/core/settings";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Emails and texts" };

export default async function ChannelsPage() {
  const { data, accountId } = await pageDeps();
  return <ChannelsForm settings={settingsView(await data.accounts.settings(accountId))} />;
}
