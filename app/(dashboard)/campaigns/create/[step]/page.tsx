import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Draft } from "@/components/wizard/draft";
import { STEP_TEXT } from "@/components/wizard/steps";
import { Wizard } from "@/components/wizard/wizard";
import { checkLaunch } from "@/lib/actions/check-launch";
import { readWorkplace } from "@/lib/actions/read-workplace";
import { isStep } from "@/lib/core/draft-address";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../../page-deps";

interface Address {
  params: Promise<{ step: string }>;
  searchParams: Promise<{ campaign?: string | string[] }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { step } = await params;
  return { title: isStep(step) ? `${STEP_TEXT[step].label} · Campaign` : "Not found" };
}

export default async function WizardStepPage({ params, searchParams }: Address) {
  const [{ step }, { campaign: id }] = await Promise.all([params, searchParams]);
  if (!isStep(step)) notFound();
  if (id === undefined) redirect("/campaigns/create");
  const deps = await pageDeps();
  const campaign = await foundOrNotFound(deps.data.campaigns.get(idOrNotFound(String(id))));
  const draft = Draft.parse(campaign);
  if (draft.status === "completed" || draft.status === "cancelled") redirect(`/campaigns/${draft.id}`);
  const [context, checks] = await Promise.all([
    readWorkplace(deps, campaign.user_id),
    step === "review" ? checkLaunch(deps, campaign) : undefined,
  ]);
  return <Wizard step={step} draft={draft} context={context} checks={checks} />;
}
