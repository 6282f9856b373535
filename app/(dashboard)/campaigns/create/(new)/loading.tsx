import { WizardSkeleton } from "@/components/wizard/wizard-skeleton";

export default function CreateCampaignLoading() {
  return <WizardSkeleton />;
}
