import type { Metadata } from "next";
import { ListsPage } from "@/components/lists/lists-page";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Do-not-call lists" };

export default async function SettingsListsPage() {
  const { lists, accountId, user, now } = await pageDeps();
  return <ListsPage initial={await lists.of(accountId, now())} isOwner={user.id === accountId} />;
}
