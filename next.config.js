/** Headers that are the same for every answer. The pages' Content-Security-Policy has a nonce and is set in proxy.ts. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  agentRules: false,
  turbopack: { root: import.meta.dirname },
  // Who follows a link without a connection stays on the page and gets there when it is back.
  experimental: { useOffline: true },
  // Types are checked with the tests, over the whole tree; a build would only do it a second time.
  typescript: { ignoreBuildErrors: true },
  // Large server-side SDKs: Node loads what it needs of them, and a build need not read them all.
  serverExternalPackages: [
    "@supabase/ssr",
    "@supabase/supabase-js",
    "@trigger.dev/sdk",
    "@vapi-ai/server-sdk",
    "graphile-worker",
    "pdfkit",
    "twilio",
  ],
  // Read from the running server's folder, which a build does not see by itself.
  outputFileTracingIncludes: { "/api/customers/[id]/evidence": ["./data/fonts/*.ttf"] },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    // Where a message's link leads need not know that it came by one.
    { source: "/l/:path*", headers: [{ key: "Referrer-Policy", value: "no-referrer" }] },
  ],
};

export default config;
