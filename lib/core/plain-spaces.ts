/** Node and Chrome do not put the same kind of space into times, "9 PM": with the plain one both write the same text. */
export const plainSpaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, " ");
