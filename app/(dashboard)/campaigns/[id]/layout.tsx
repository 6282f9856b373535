import type { ReactNode } from "react";
import { campaignOf } from "./campaign-of";

/** Asked before anything is sent: a campaign that is not there answers 404, which a page that is loading no longer can. */
export default async function CampaignLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  await campaignOf((await params).id);
  return children;
}
