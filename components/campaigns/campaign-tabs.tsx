"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";

/** The open tab is part of the address. It needs nothing new from the server, so the address changes without a request. */
export function CampaignTabs({ recipients, setup }: { recipients: ReactNode; setup: ReactNode }) {
  const params = useSearchParams();
  const open = params.get("tab") === "setup" ? "setup" : "recipients";
  const show = (tab: string) => {
    const next = new URLSearchParams(params);
    if (tab === "setup") next.set("tab", tab);
    else next.delete("tab");
    const query = next.toString();
    window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
  };
  return (
    <Card>
      <Tabs value={open} onValueChange={show}>
        <TabsList aria-label="About this campaign">
          <TabsTrigger value="recipients">Recipients</TabsTrigger>
          <TabsTrigger value="setup">Setup</TabsTrigger>
        </TabsList>
        <TabsContent value="recipients">{recipients}</TabsContent>
        <TabsContent value="setup">{setup}</TabsContent>
      </Tabs>
    </Card>
  );
}
