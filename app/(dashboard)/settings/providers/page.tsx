import type { Metadata } from "next";
import { ProviderList } from "@/components/settings/provider-list";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  const { setup } = await pageDeps();
  return <ProviderList setup={setup} />;
}
