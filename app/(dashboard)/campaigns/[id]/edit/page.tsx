import { redirect } from "next/navigation";
import { draftAddress, stepHref } from "@/lib/core/draft-address";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../../page-deps";

/** A campaign is changed where it was written. One that has begun can change its pace alone, one that has ended nothing. */
export default async function EditCampaignPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idOrNotFound((await params).id);
  const { data } = await pageDeps();
  const { status, draft_step } = await foundOrNotFound(data.campaigns.get(id));
  if (status === "completed" || status === "cancelled") redirect(`/campaigns/${id}`);
  if (status === "draft" && draft_step) redirect(draftAddress({ id, draft_step }));
  redirect(stepHref(status === "active" || status === "paused" ? "schedule" : "basics", id));
}
