import type { Metadata } from "next";
import { BusinessForm } from "@/components/settings/business-form";
import { countryChoices, timeZoneChoices } from "@/lib/core/places";
import { settingsView } from "@/lib/core/settings";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Business profile" };

export default async function BusinessPage() {
  const { data, accountId } = await pageDeps();
  const settings = settingsView(await data.accounts.settings(accountId));
  return (
    <BusinessForm settings={settings} countries={countryChoices()} timeZones={timeZoneChoices(settings.time_zone)} />
  );
}
