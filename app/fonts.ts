import localFont from "next/font/local";

/** From the npm package, as the build has no network. Two parts, so that a page without extended letters loads one. Never swapped
 *  under the reader's eyes: a font that is not there within the first moments is taken by the next page, and nothing moves. */
export const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter",
  display: "optional",
});

export const interExtended = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter-extended",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
});
