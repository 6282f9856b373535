import type { Metadata } from "next";
import { CallingForm } from "@/components/settings/calling-form";
import { settingsView } from "@/lib/core/settings";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Hours and limits" };

export default async function CallingPage() {
  const { data, accountId } = await pageDeps();
  return <CallingForm settings={settingsView(await data.accounts.settings(accountId))} />;
}
