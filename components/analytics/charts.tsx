"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { attemptsUntilAnswered, CampaignAnalytics } from "@/lib/core/analytics";
import { formatCount } from "../format";
import { bucketText } from "./times";

const AXIS = { fontSize: 12, fill: "var(--color-ink-muted)" };
const GRID = <CartesianGrid vertical={false} stroke="var(--color-line)" />;
const TIP = (
  <Tooltip
    isAnimationActive={false}
    cursor={{ fill: "var(--color-sunken)" }}
    contentStyle={{
      background: "var(--color-surface)",
      border: "1px solid var(--color-line)",
      borderRadius: "0.375rem",
      color: "var(--color-ink)",
      fontSize: "0.8125rem",
    }}
    itemStyle={{ color: "var(--color-ink)", padding: 0 }}
    formatter={(value) => formatCount(Number(value))}
  />
);
const LEGEND = (
  <Legend
    formatter={(name) => <span className="text-[0.8125rem] text-ink">{name}</span>}
    iconSize={14}
    height={28}
    itemSorter={null}
  />
);

/** Contacts as bars; first answers and conversions as lines, told apart by their dashes and dots too. Nothing moves by itself. */
export function TimelineChart({
  timeline,
  contacts,
}: {
  timeline: CampaignAnalytics["timeline"];
  /** What the bars are: «Calls». */
  contacts: string;
}) {
  const unit = timeline.unit ?? "day";
  const points = timeline.buckets.map((bucket) => ({ ...bucket, label: bucketText(bucket.at, unit) }));
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <ComposedChart data={points} margin={MARGIN} accessibilityLayer={false}>
        {GRID}
        <XAxis dataKey="label" tick={AXIS} tickLine={false} axisLine={false} minTickGap={24} />
        <YAxis allowDecimals={false} tick={AXIS} tickLine={false} axisLine={false} width={44} />
        {TIP}
        {LEGEND}
        <Bar
          dataKey="contacts"
          name={contacts}
          fill="var(--color-line-strong)"
          fillOpacity={0.45}
          maxBarSize={28}
          isAnimationActive={false}
        />
        <Line
          dataKey="answers"
          name="First answers"
          stroke="var(--color-accent)"
          strokeWidth={2}
          dot={{ r: 3, fill: "var(--color-accent)" }}
          isAnimationActive={false}
        />
        <Line
          dataKey="conversions"
          name="Conversions"
          stroke="var(--color-success)"
          strokeWidth={2}
          strokeDasharray="5 3"
          dot={{ r: 3, fill: "var(--color-surface)", strokeDasharray: "0" }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** On which contact people answered, beside how many were contacted that often. */
export function AttemptsChart({
  rows,
  words,
}: {
  rows: ReturnType<typeof attemptsUntilAnswered>;
  /** «Call» and «Called». */
  words: { contact: string; often: string };
}) {
  const points = rows.map((row) => ({ ...row, label: `${words.contact} ${row.call}` }));
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <BarChart data={points} margin={MARGIN} accessibilityLayer={false}>
        {GRID}
        <XAxis dataKey="label" tick={AXIS} tickLine={false} axisLine={false} />
        <YAxis allowDecimals={false} tick={AXIS} tickLine={false} axisLine={false} width={44} />
        {TIP}
        {LEGEND}
        <Bar
          dataKey="called"
          name={`${words.often} that often`}
          fill="var(--color-line-strong)"
          fillOpacity={0.45}
          maxBarSize={40}
          isAnimationActive={false}
        />
        <Bar
          dataKey="answered"
          name="Answered on it"
          fill="var(--color-accent)"
          maxBarSize={40}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

const CHART_HEIGHT = 288;
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
