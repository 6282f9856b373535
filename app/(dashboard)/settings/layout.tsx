import type { ReactNode } from "react";
import { PageTitle } from "@/components/page-title";
import { SettingsNav } from "@/components/settings/settings-nav";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageTitle title="Settings" />
      <div className="grid gap-4 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8">
        <SettingsNav />
        <div className="min-w-0 max-w-4xl">{children}</div>
      </div>
    </>
  );
}
