"use client";

import dynamic from "next/dynamic";
import type { UseFormReturn } from "react-hook-form";
import type { CampaignType } from "@/lib/core/words";
import { Skeleton } from "../../ui/skeleton";
import { CallFields } from "./call-fields";
import type { ContentValues, WordsPath } from "./content-values";
import type { ContentPlace } from "./use-content-place";
import { VariantBar } from "./variant-bar";

const loading = () => <Skeleton className="h-64" />;
const EmailFields = dynamic(() => import("./email-fields").then((module) => module.EmailFields), { loading });
const SmsFields = dynamic(() => import("./sms-fields").then((module) => module.SmsFields), { loading });

export interface TouchFieldsProps {
  form: UseFormReturn<ContentValues>;
  place: ContentPlace;
  campaignType: CampaignType;
  businessName: string | null;
  agentName: string | null;
  /** US dollars for one text. */
  segmentCost: number;
  /** Seconds within which a call says what it is about. */
  purposeWithin: number;
}

/** What one touch says, in the variant that is looked at. */
export function TouchFields({ form, place, campaignType, agentName, purposeWithin, ...rest }: TouchFieldsProps) {
  const { touch, variant } = place;
  const channel = form.watch(`steps.${touch}.channel`);
  const path: WordsPath = variant === null ? `steps.${touch}` : `steps.${touch}.variants.${variant}`;
  // Of another place it is another field.
  const key = `${path}:${channel}`;
  const props = { form, path, campaignType };
  return (
    <>
      <VariantBar form={form} index={touch} shown={variant} onShow={place.toVariant} />
      {channel === "email" ? (
        <EmailFields key={key} {...props} />
      ) : channel === "sms" ? (
        <SmsFields key={key} {...props} {...rest} />
      ) : (
        <CallFields
          key={key}
          {...props}
          speaker={{ agentName, businessName: rest.businessName }}
          purposeWithin={purposeWithin}
        />
      )}
    </>
  );
}
