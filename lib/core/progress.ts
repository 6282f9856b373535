import type { Figures } from "./views";

/** Recipients for whom nothing more will happen. */
export const finished = (figures: Figures): number =>
  figures.selected - figures.pending - figures.queued - figures.sent;
