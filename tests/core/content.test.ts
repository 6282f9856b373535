import { describe, expect, it } from "vitest";
import {
  checkContent,
  contentParts,
  givenName,
  renderContent,
  requiredVariables,
  usedVariables,
  VARIABLES,
} from "@/lib/core/content";

const rendered = (text: string, values: Parameters<typeof renderContent>[1] = {}) => renderContent(text, values);

describe("filling a text in", () => {
  it("puts each variable's value in its place", () => {
    const text = VARIABLES.map((name) => `{${name}}`).join(" ");
    const values = Object.fromEntries(VARIABLES.map((name) => [name, `<${name}>`]));
    expect(rendered(text, values)).toEqual({ ok: true, text: VARIABLES.map((name) => `<${name}>`).join(" ") });
  });

  it("reads {name} as the customer's name, in any case and with blanks", () => {
    expect(rendered("{name} { Customer_Name } {NAME}", { customer_name: "Anya" })).toEqual({
      ok: true,
      text: "Anya Anya Anya",
    });
  });

  it("greets who has no name with words of its own", () => {
    expect(rendered("Hi {name},")).toEqual({ ok: true, text: "Hi there," });
    expect(rendered("Hi {name|neighbor},", { customer_name: "  " })).toEqual({ ok: true, text: "Hi neighbor," });
  });

  it("prefers a value to the words for when there is none", () => {
    expect(rendered("{promotion|our offer}", { promotion: "20% off" })).toEqual({ ok: true, text: "20% off" });
    expect(rendered("{promotion|our offer}")).toEqual({ ok: true, text: "our offer" });
    expect(rendered("Save{promotion|} now")).toEqual({ ok: true, text: "Save now" });
  });

  it("fails, naming what has no value, rather than speak a brace", () => {
    expect(rendered("{promotion} until {last_visit}", { promotion: null })).toEqual({
      ok: false,
      missing: ["{promotion}", "{last_visit}"],
    });
    expect(rendered("Hi {nickname}")).toEqual({ ok: false, missing: ["{nickname}"] });
  });

  it("never fills in what a value brings along", () => {
    expect(rendered("Hi {name}", { customer_name: "{promotion}", promotion: "secret" })).toMatchObject({ ok: false });
    expect(rendered("Hi {name}", { customer_name: "$& $1 {{x}}" })).toMatchObject({ ok: false });
    expect(rendered("Hi {name}", { customer_name: "$& $1" })).toEqual({ ok: true, text: "Hi $& $1" });
  });

  it("fails on a brace that belongs to no variable", () => {
    for (const text of ["Hi {", "Hi }", "{{name}}", "{ }", "{1st}", "{name|a{b}}"])
      expect(rendered(text, { customer_name: "Anya" }), text).toMatchObject({ ok: false });
  });
});

describe("what is wrong with a text", () => {
  it("is nothing where all variables are known", () => {
    expect(checkContent("Hi {name|there}, {business_name} misses you.")).toMatchObject({
      unknown: [],
      strayBrace: false,
    });
  });

  it("is each unknown variable, once and as it was written", () => {
    expect(checkContent("{firstname} {firstname} {discount|none} {constructor}").unknown).toEqual([
      "{firstname}",
      "{discount|none}",
      "{constructor}",
    ]);
  });

  it.each(["Hi {", "}", "{{name}}", "{name", "{na me}", "{}"])("is the stray brace in %j", (text) => {
    expect(checkContent(text).strayBrace).toBe(true);
  });

  it("counts what is said whoever is called", () => {
    expect(checkContent("Hi {name|my dear friend}!").length).toBe(4);
  });
});

describe("the variables that a text needs", () => {
  it("are those without words of their own, once each", () => {
    expect(requiredVariables("{name} {customer_name} {promotion} {offer_code|none} {unknown}")).toEqual([
      "customer_name",
      "promotion",
    ]);
  });
});

describe("the given name, for speaking", () => {
  it.each([
    ["Anya Nguyen", "Anya"],
    ["  José  Álvarez ", "José"],
    ["D'Angelo Russell", "D'Angelo"],
    ["Mary-Jane Watson", "Mary-Jane"],
    ["李 小龍", "李"],
    ["J. Smith", "J. Smith"],
    ["4 Seasons Spa", "4 Seasons Spa"],
  ])("of %j is %j", (name, given) => {
    expect(givenName(name)).toBe(given);
  });

  it.each([null, "", "   "])("of %j is none", (name) => {
    expect(givenName(name)).toBeNull();
  });
});

describe("a text cut into parts", () => {
  it("tells variables, unknown ones and stray braces from the rest", () => {
    expect(contentParts("Hi { Name | there}, {foo} and } {agent_name}")).toEqual([
      { kind: "text", text: "Hi " },
      { kind: "variable", text: "{ Name | there}", variable: "customer_name" },
      { kind: "text", text: ", " },
      { kind: "unknown", text: "{foo}" },
      { kind: "text", text: " and " },
      { kind: "brace", text: "}" },
      { kind: "text", text: " " },
      { kind: "variable", text: "{agent_name}", variable: "agent_name" },
    ]);
  });

  it("is the text again when joined, whatever it is", () => {
    for (const text of ["", "{", "{{name}}", "{name|{x}}", "a}b{c", "\n{promotion}\n", "👩‍👩‍👧{name}שלום"])
      expect(
        contentParts(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
  });

  it("finds unknown ones and stray braces exactly where the check does", () => {
    for (const text of ["Hi {name}", "{foo} {bar|x}", "{{name}}", "}", "{}", "{ }", "{1a}"]) {
      const { unknown, strayBrace } = checkContent(text);
      const parts = contentParts(text);
      expect(parts.flatMap((part) => (part.kind === "unknown" ? [part.text] : []))).toEqual(unknown);
      expect(parts.some((part) => part.kind === "brace")).toBe(strayBrace);
    }
  });

  it("names each variable that is used once", () => {
    expect(usedVariables("{name} {customer_name|x} {promotion} {foo}")).toEqual(["customer_name", "promotion"]);
  });
});
