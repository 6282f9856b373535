"use client";

import { useState } from "react";
import {
  daysLeft,
  type OverridableRule,
  type OverrideList,
  type OverrideView,
  ruleKey,
  ruleTitle,
} from "@/lib/core/override-views";
import { placeName } from "@/lib/core/place-name";
import { formatDay } from "../format";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { EndExceptionDialog } from "./end-exception-dialog";
import { ExceptionDialog } from "./exception-dialog";

export interface ExceptionsProps {
  list: OverrideList;
  /** Only the owner of the account makes and ends them. */
  isOwner: boolean;
  timeZone: string;
  /** ISO 8601. */
  now: string;
}

/** The rules that the owner may make an exception from, and every exception there is and was. */
export function Exceptions({ list: { rules, overrides }, isOwner, timeZone, now }: ExceptionsProps) {
  const [making, setMaking] = useState<OverridableRule | null>(null);
  const [ending, setEnding] = useState<OverrideView | null>(null);
  const past = overrides.filter(({ in_force }) => !in_force);
  const standing = overrides.filter(({ in_force }) => in_force);
  return (
    <div className="grid gap-4">
      <Notice kind="warning" title="An exception is your own decision">
        The rules here were gathered with care, and they are no legal advice. Whoever opens what a rule forbids answers
        for it: ask a lawyer first. Each exception ends by itself after 90 days at most, and it stands in the log with
        your name and your reason.
      </Notice>
      <Card className="grid gap-4 p-4 sm:p-5" aria-label="Rules you may open">
        <CardTitle>Rules you may open</CardTitle>
        {rules.length === 0 && <p className="text-ink-muted">No rule allows an exception.</p>}
        <ul className="grid gap-4">
          {rules.map((rule) => (
            <Rule
              key={ruleKey(rule)}
              rule={rule}
              override={standing.find((one) => ruleKey(one) === ruleKey(rule))}
              {...{ isOwner, timeZone, now }}
              onMake={() => setMaking(rule)}
              onEnd={setEnding}
            />
          ))}
        </ul>
        {!isOwner && <p className="text-ink-muted">Only the owner of the account makes and ends exceptions.</p>}
      </Card>
      <Past overrides={past} timeZone={timeZone} />
      {making && <ExceptionDialog rule={making} onClose={() => setMaking(null)} />}
      {ending && <EndExceptionDialog override={ending} onClose={() => setEnding(null)} />}
    </div>
  );
}

interface RuleProps extends Pick<ExceptionsProps, "isOwner" | "timeZone" | "now"> {
  rule: OverridableRule;
  override: OverrideView | undefined;
  onMake: () => void;
  onEnd: (override: OverrideView) => void;
}

function Rule({ rule, override, isOwner, timeZone, now, onMake, onEnd }: RuleProps) {
  return (
    <li className="grid gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{ruleTitle(rule)}</h3>
        {override ? (
          <Badge tone="warning">Opened, {daysLeft(override.ends_at, new Date(now))}</Badge>
        ) : (
          <Badge>Kept</Badge>
        )}
      </div>
      <p className="max-w-prose text-ink-muted text-pretty">
        Nobody in {placeName(rule.jurisdiction)} is contacted in this way unless you open the rule. In its own words
        (version {rule.version} of the rules, confidence {rule.confidence}): “{rule.note || rule.value}”
      </p>
      {override && (
        <p className="max-w-prose wrap-anywhere text-pretty">
          “{override.reason}” Made by {override.by ?? "somebody who left"}, in force from{" "}
          {formatDay(override.starts_at, timeZone)} to {formatDay(override.ends_at, timeZone)}.
        </p>
      )}
      {isOwner && (
        <div>
          {override ? (
            <Button size="sm" look="danger" onClick={() => onEnd(override)}>
              End it now
            </Button>
          ) : (
            <Button size="sm" onClick={onMake}>
              Make an exception
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Past({ overrides, timeZone }: { overrides: OverrideView[]; timeZone: string }) {
  if (overrides.length === 0) return null;
  return (
    <Card className="grid gap-3 p-4 sm:p-5" aria-label="Past exceptions">
      <CardTitle>Past exceptions</CardTitle>
      <ul className="grid gap-3">
        {overrides.map((one) => (
          <li key={one.id} className="grid gap-0.5 border-t border-line pt-3 text-pretty">
            <span className="font-medium">{ruleTitle(one)}</span>
            <span className="wrap-anywhere text-ink-muted">
              {formatDay(one.starts_at, timeZone)} to {formatDay(one.ended_at ?? one.ends_at, timeZone)},{" "}
              {one.by ?? "somebody who left"}
              {one.ended_at && one.ended_at < one.ends_at ? ", ended early" : ""}. “{one.reason}”
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
