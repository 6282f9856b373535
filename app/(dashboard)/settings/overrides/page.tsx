import type { Metadata } from "next";
import { Exceptions } from "@/components/settings/exceptions";
import { pageDeps, pageTimeZone } from "../../../page-deps";

export const metadata: Metadata = { title: "Exceptions" };

export default async function OverridesPage() {
  const { data, accountId, user, now } = await pageDeps();
  const [list, timeZone] = await Promise.all([data.overrides.list(accountId, now()), pageTimeZone()]);
  return <Exceptions list={list} isOwner={user.id === accountId} timeZone={timeZone} now={now().toISOString()} />;
}
