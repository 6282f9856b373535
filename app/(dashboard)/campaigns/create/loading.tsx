import { CampaignFormSkeleton } from "@/components/campaigns/campaign-form-skeleton";

export default function CreateCampaignLoading() {
  return <CampaignFormSkeleton title="New campaign" />;
}
