import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";
import { RehearsalNotice } from "../rehearsal-notice";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid flex-1 place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <Brand />
        {children}
        <div className="flex justify-center">
          <RehearsalNotice timeZone="UTC" />
        </div>
      </div>
    </main>
  );
}
