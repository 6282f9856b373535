"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api";
import { ConnectionNotice } from "./connection-notice";
import { isRefused } from "./is-refused";
import { SessionEnded } from "./session-ended";
import { loadToasts } from "./toast";
import { untilLoaded } from "./until-loaded";

declare global {
  // Radix's scroll lock adds a style sheet, and takes the nonce that the policy asks for from here.
  var __webpack_nonce__: string | undefined;
}

const Toaster = dynamic(() => untilLoaded(() => loadToasts().then((module) => module.Toaster)), { ssr: false });

const isEnded = (error: unknown) => error instanceof ApiError && error.code === "not_signed_in";

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  // The document keeps the policy it came with: a later render of the layout has a nonce that it does not know.
  if (typeof window !== "undefined") globalThis.__webpack_nonce__ ??= nonce;
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // Without a connection a request fails and says so. It would be held back otherwise, with the page showing as done what
          // nobody was told to do.
          mutations: { networkMode: "always" },
          queries: {
            networkMode: "always",
            refetchOnReconnect: (query) => !isEnded(query.state.error),
            staleTime: 1500,
            retry: (failures, error) => failures < 2 && !(error instanceof ApiError && isRefused(error)),
            // After a session has ended, polling would only repeat the refusal.
            refetchOnWindowFocus: (query) => !isEnded(query.state.error),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      {children}
      <ConnectionNotice />
      <SessionEnded />
      <Toaster position="bottom-right" closeButton toastOptions={{ duration: 6000 }} />
    </QueryClientProvider>
  );
}
