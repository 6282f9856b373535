"use client";

import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { DraftStep } from "@/lib/core/words";
import type { StepProps } from "./use-step";

/** Each step loads with its own page. */
const STEPS: Record<DraftStep, ComponentType<StepProps>> = {
  basics: dynamic(() => import("./basics/basics-step").then((module) => module.BasicsStep)),
  target: dynamic(() => import("./target/target-step").then((module) => module.TargetStep)),
  method: dynamic(() => import("./method/method-step").then((module) => module.MethodStep)),
  content: dynamic(() => import("./content-step").then((module) => module.ContentStep)),
  schedule: dynamic(() => import("./schedule/schedule-step").then((module) => module.ScheduleStep)),
  review: dynamic(() => import("./review/review-step").then((module) => module.ReviewStep)),
};

/** One step of a campaign that is being written. */
export function Wizard({ step, ...props }: StepProps & { step: DraftStep }) {
  const Step = STEPS[step];
  return <Step key={`${props.draft?.id ?? "new"}:${step}`} {...props} />;
}
