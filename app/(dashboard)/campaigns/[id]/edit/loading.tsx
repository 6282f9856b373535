import { CampaignFormSkeleton } from "@/components/campaigns/campaign-form-skeleton";

export default function EditCampaignLoading() {
  return <CampaignFormSkeleton title="Edit campaign" />;
}
