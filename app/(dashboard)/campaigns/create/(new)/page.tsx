import type { Metadata } from "next";
import { Wizard } from "@/components/wizard/wizard";
import { readWorkplace } from "@/lib/actions/read-workplace";
import { pageDeps } from "../../../../page-deps";

export const metadata: Metadata = { title: "New campaign" };

export default async function CreateCampaignPage() {
  const deps = await pageDeps();
  return <Wizard step="basics" draft={null} context={await readWorkplace(deps, deps.accountId)} />;
}
