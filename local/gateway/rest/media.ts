import { RestError } from "../errors";

/** How the answer is shaped. */
export type Media = { singular: boolean; stripNulls: boolean; contentType: string };

const ACCEPTED = /^(?:\*\/\*|application\/\*|application\/json|application\/vnd\.pgrst\.(object|array)(?:\+json)?)$/;

/** The first acceptable media type. @throws PGRST107 when there is none. */
export function parseAccept(header: string | undefined): Media {
  for (const choice of (header ?? "*/*").split(",")) {
    const [type = "", ...parameters] = choice.split(";").map((part) => part.trim().toLowerCase());
    const found = ACCEPTED.exec(type);
    if (!found) continue;
    const stripNulls = found[1] !== undefined && parameters.includes("nulls=stripped");
    const shape = found[1] === "object" || stripNulls ? `vnd.pgrst.${found[1]}+json` : "json";
    const suffix = stripNulls ? ";nulls=stripped" : "";
    return {
      singular: found[1] === "object",
      stripNulls,
      contentType: `application/${shape}${suffix}; charset=utf-8`,
    };
  }
  throw new RestError(406, "PGRST107", `None of these media types are available: ${header}`);
}

/** @throws PGRST102 for bodies that are not JSON, PGRST106 for another schema than `public`. */
export function checkRequestHeaders(contentType: string | undefined, profile: string | undefined): void {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && type !== "" && type !== "application/json") {
    throw new RestError(400, "PGRST102", `Content-Type not acceptable: ${type}`);
  }
  if (profile !== undefined && profile !== "public") {
    throw new RestError(406, "PGRST106", `Invalid schema: ${profile}`, {
      hint: "Only the following schemas are exposed: public",
    });
  }
}
