import { describe, expect, it } from "vitest";
import { disclosed, type Speaker, secondsBeforePurpose } from "@/lib/core/disclosure";
import { EXAMPLES } from "@/lib/core/examples";
import { launchChecks } from "@/lib/core/launch-checks";
import { READY, step } from "./launch-input";

const SPEAKER: Speaker = { agentName: "Riley", businessName: "Dr. Bright's Dental" };
const FIXED = "Hi, this is {agent_name}, the AI assistant of {business_name}.";
const spoken = (text: string, speaker = SPEAKER) => disclosed(text, speaker).text;

describe("the first sentence that is spoken", () => {
  it.each([
    "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. We miss you.",
    "Hi {name}, this is {agent_name}, an AI assistant calling for {business_name}.",
    "Hello there! This is Riley, the AI assistant of Dr. Bright's Dental. We miss you.",
    "Good morning {name|there}. I'm {agent_name}, the AI virtual assistant of {business_name}.",
    "My name is Riley and I'm an A.I. assistant with {business_name}. Shall we meet?",
    "This is an AI voice - calling from {business_name}.",
    "this is {business_name}'s AI-powered phone assistant, calling about your visit.",
    "It is an artificial voice of dr. bright's dental.",
    "This is Riley from {business_name}, your friendly AI receptionist.",
    "You are speaking with an AI, calling for {business_name}.",
  ])("stays as the owner wrote it where it says both: %s", (text) => {
    expect(disclosed(text, SPEAKER)).toMatchObject({ text, added: null });
  });

  it.each([
    ["neither", "Hi {name}, we miss you."],
    ["no AI", "Hi {name}, this is {agent_name} of {business_name}."],
    ["no business", "Hi {name}, this is {agent_name}, an AI assistant."],
    ["another business", "This is Riley, the AI assistant of Bright Smile."],
    ["a denial", "This is Riley, not an AI assistant, from {business_name}."],
    ["a denial behind it", "This is Riley, the AI assistant of {business_name}, and I'm not a robot."],
    ["a question", "Is this an AI assistant of {business_name}?"],
    ["a question about AI", "This is an AI assistant of {business_name}?"],
    ["only in the second sentence", "This is {business_name}. It is an AI assistant that calls."],
    ["words before it", "Big news for you, this is {agent_name}, the AI assistant of {business_name}."],
    ["a value before it", "{promotion}, this is {agent_name}, the AI assistant of {business_name}."],
    ["a value in its place", "Hi, this is {agent_name|an AI assistant} of {business_name}."],
    ["something about AI", "I'm glad that {business_name} has an AI assistant."],
    ["a person who works with AI", "This is Riley, the AI assistant manager of {business_name}."],
    ["a person who works with AI, written as a name", "This is Riley, the AI assistant Manager of {business_name}."],
    ["what is only based on AI", "This is Riley, an AI-based marketer of {business_name}."],
    ["who may be a person far away", "Hi, this is {agent_name}, the virtual receptionist of {business_name}."],
    ["what may be a person's voice", "This is an automated call from {business_name}."],
    ["a MAID", "This is Riley, the MAID of {business_name}."],
    ["nothing", ""],
  ])("is put before what says less than both: %s", (_, text) => {
    expect(spoken(text)).toBe(`${FIXED} ${text}`.trim());
  });

  it("takes no name for a disclosure: not a business that is called AI, nor half of a longer name", () => {
    const text = "Hi, this is Riley, the AI assistant.";
    expect(spoken(text, { agentName: "Riley", businessName: "AI" })).toBe(`${FIXED} ${text}`);
    const longer = "Hi, this is Riley, the AI assistant of Bella Salona.";
    expect(spoken(longer, { agentName: "Riley", businessName: "Bella Salon" })).toBe(`${FIXED} ${longer}`);
  });

  it.each(["A-1 Auto", "Curl Up & Dye (East)", "C++ [Salon] {2}", "$5 | Wash / Fold.", "Ünal’s ^Grill^*", "\\o/"])(
    "knows the business by its name as it is written: %s",
    (businessName) => {
      const text = `This is Riley, the AI assistant of ${businessName.replaceAll(/[{}]/g, "")}. We miss you.`;
      const speaker = { agentName: "Riley", businessName: businessName.replaceAll(/[{}]/g, "") };
      expect(disclosed(text, speaker).added).toBeNull();
      expect(disclosed("We miss you.", { agentName: null, businessName }).added).not.toBeNull();
    },
  );

  it("is said once, however often it is put there", () => {
    const once = spoken("We miss you.");
    expect(spoken(once)).toBe(once);
  });

  it("does without the agent's name where there is none", () => {
    expect(spoken("We miss you.", { agentName: null, businessName: "Bella" })).toBe(
      "Hi, this is the AI assistant of {business_name}. We miss you.",
    );
  });

  it("is the owner's own in every example", () => {
    for (const { call_script, voicemail_message } of Object.values(EXAMPLES).flat())
      for (const text of [call_script, voicemail_message]) expect(disclosed(text, SPEAKER).added).toBeNull();
  });

  it("is found quickly in a text that is made to be slow", () => {
    const from = performance.now();
    for (const text of ["Hi ".repeat(1300), `This is ${"A ".repeat(1900)}`, `This is Riley${" ".repeat(3900)}x`])
      spoken(text);
    expect(performance.now() - from).toBeLessThan(200);
  });
});

describe("the time before a call says what it is about", () => {
  const seconds = (text: string) => secondsBeforePurpose(disclosed(text, SPEAKER));

  it("is that of the first sentence where the purpose follows", () => {
    expect(seconds("It has been a while since your last visit.")).toBe(seconds(""));
    expect(seconds("")).toBeLessThan(10);
  });

  it("does not count a sentence that greets and says it at once", () => {
    for (const text of ["Hi {name}, we miss you.", "Hello there, it is about your visit.", "Good morning, time again?"])
      expect(seconds(`${text} ${"Shall we find you a time? ".repeat(9)}`)).toBe(seconds(""));
  });

  it("grows with pleasantries", () => {
    for (const text of ["Hi {name|there}!", "Hello there.", "Good morning, Anya!", "How are you?"])
      expect(seconds(`${text} It is about your visit.`)).toBeGreaterThan(seconds(""));
    expect(seconds("How are you today? I hope you are well. It is about your visit.")).toBeGreaterThan(seconds(""));
    const long =
      "Hi there! How are you doing today? I hope that you and your family are well and that you enjoyed the summer. Do you have a minute? It is about your visit.";
    expect(seconds(long)).toBeGreaterThan(10);
  });

  it("is within the limit in every example, also where a recording is announced", () => {
    for (const { call_script } of Object.values(EXAMPLES).flat())
      expect(launchChecks({ ...READY, ...step({ body: call_script }) }).map(({ code }) => code)).not.toContain(
        "late_purpose",
      );
  });
});
