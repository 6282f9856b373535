/** Where in a page the reasons of an attempt stand. */
export const allowedId = (attemptId: string): string => `allowed-${attemptId}`;
