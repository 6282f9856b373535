import type { Metadata } from "next";
import { ApiKeyCard } from "@/components/settings/api-key-card";
import { serverEnv } from "@/lib/server/env";
import { pageDeps, pageTimeZone } from "../../../page-deps";

export const metadata: Metadata = { title: "API" };

export default async function ApiPage() {
  const { data, accountId } = await pageDeps();
  const [apiKey, timeZone] = await Promise.all([data.setup.apiKey(accountId), pageTimeZone()]);
  return <ApiKeyCard apiKey={apiKey} appUrl={serverEnv().appUrl} timeZone={timeZone} />;
}
