import { describe, expect, it } from "vitest";
import { denials } from "@/lib/core/denial";
import type { Speaker } from "@/lib/core/disclosure";
import { EXAMPLES } from "@/lib/core/examples";

const SPEAKER: Speaker = { agentName: "Riley", businessName: "Bright Dental" };
const OPENING = "Hi {name}, this is {agent_name}, the AI assistant of {business_name}.";

describe("what is spoken denies that an AI speaks", () => {
  it.each([
    "I am a real person.",
    "I'm a real person, I promise.",
    "I’m a person, just like you.",
    "I am human.",
    "I'm human, so take your time.",
    "I'm only human!",
    "I am, in fact, a human being.",
    "I'm actually a living, breathing human.",
    "I'm as human as you are.",
    "I'm flesh and blood.",
    "I'm real.",
    "I am a woman of 34 years.",
    "This is a real person calling.",
    "This is a live person from our office.",
    "This is a real human being, not a computer.",
    "You are talking to a human.",
    "You're speaking with a real person right now.",
    "You've got a real person on the line.",
    "It's a real person speaking.",
    "I'm your live agent today.",
    "I am a human receptionist.",
    "A real person is speaking to you.",
    "Real human here!",
    "This is my own voice.",
    "My voice is real.",
    "This is Bob, a real person from the front desk.",
    "I am a 100% human assistant.",
    "Human here.",
    "We're humans, not robots.",
    "We're not bots.",
    "I'm not one of those annoying voice bots.",
    "The AI part was a joke.",
    "Not really!",
    "This is a call from a real person.",
    "I'm not a robot.",
    "I am not a bot, by the way.",
    "I'm no robot.",
    "I'm not an AI.",
    "I'm not AI!",
    "I am really not an A.I. assistant.",
    "I'm definitely not one of those robots.",
    "I ain't no machine.",
    "This is not a recording.",
    "This isn't a recording, so please stay on.",
    "This is not a pre-recorded message.",
    "This is not an automated call.",
    "This isn't AI.",
    "This is not a robocall.",
    "This call is not made by a computer.",
    "It's not a robot, it's me.",
    "You are not talking to a machine.",
    "You're not speaking with a robot.",
    "There is no robot on the line.",
    "Don't worry, no AI.",
    "No robots here, just me.",
    "Not a robot!",
    "You may think I'm a robot, but I'm not.",
    "There's nothing artificial about me.",
    "Just kidding, I am a real person.",
    "Just kidding.",
    "Only joking!",
    "Forget that.",
    "Scratch that, it's me.",
    "That was a joke.",
    "That's not true.",
    "Or am I?",
    "Do you think I'm an AI? I'm not.",
    "If you're wondering, I'm a real person.",
    "In case you wonder: you are talking to a human.",
    "When do you have time? I'm a human, so evenings are best.",
    "You have a real human on the line.",
    "A human is speaking to you.",
    "I'm not one of those AI assistants.",
    "I'm not a ro\u00adbot.",
    "I'm not\u200b a robot.",
    "Soy una persona real.",
    "Soy un ser humano.",
    "No soy un robot.",
    "No soy una máquina, soy Ana.",
    "Esto no es una grabación.",
    "Está hablando con una persona de verdad.",
    "Es broma.",
  ])("in: %s", (words) => {
    const sentences = denials(`${OPENING} ${words} Shall we find you a time?`, SPEAKER);
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) expect(words).toContain(sentence);
  });

  it.each([
    "A real person will call you back.",
    "A real person is calling you back tomorrow.",
    "You can ask for a human any time.",
    "You can ask to speak to a real person at any time.",
    "Would you rather talk to a real person?",
    "Shall I connect you with a human?",
    "If you want to be sure that you are talking to a human, ask me for one.",
    "When you press 0 you are talking to a real person.",
    "If you would rather not talk to a machine, call us at {callback_number}.",
    "You don't have to talk to a robot: say so and we call you back.",
    "I'm not a real person, but I can book your visit.",
    "I am not a human.",
    "I'm an AI, not a person.",
    "I'm an AI assistant, not a recording, so you can interrupt me.",
    "This is an AI and not a recorded message.",
    "It may sound like you're talking to a human, but I'm an AI.",
    "You might think that I'm a real person, but I'm an AI assistant.",
    "I won't pretend that I'm a human.",
    "I'm a digital assistant for real people.",
    "I'm a live AI assistant.",
    "This is not a sales call.",
    "This is not a real emergency.",
    "This is not an offer that ends.",
    "We are not a chain.",
    "We are not a machine shop, we repair bikes.",
    "We're a team of real people in your town.",
    "Our stylists are real people with years of experience.",
    "We wash by hand, no machines.",
    "This call is not recorded.",
    "This call is not being recorded.",
    "I am not recording this call.",
    "No recording is made.",
    "This call may be recorded.",
    "This is a personal invitation.",
    "This is a human resources reminder.",
    "This is a real offer for real people.",
    "It's a real pleasure to call you.",
    "It's a real person who answers when you call back.",
    "I'm really sorry that we missed you.",
    "I'm calling because a person from our team asked me to.",
    "I'm a big fan of clean teeth.",
    "I'm the one who books visits.",
    "We're not kidding: 50% off.",
    "Joking aside, we miss you.",
    "You may forget this, so write it down.",
    "A person from our team can call you.",
    "This is not a robot vacuum offer.",
    "I sound like a real person, but I am an AI.",
    "I'm a person's assistant, an AI.",
    "I'm not kidding when I say that we miss you.",
    "Soy la asistente virtual de la clínica.",
    "No kidding, 50% off this week.",
    "Your sofa misses us. Just kidding, but it would love a cleaning.",
    "Don't forget that you have 20% off.",
    "Forget that old mattress of yours.",
    "Is it not time for a checkup?",
    "I'm not calling to sell you anything.",
    "I'm not sure whether you still have our number.",
    "You are not on a list of ours.",
    "Press 9 and no robot will call again.",
    "We use a computer to find a time.",
    "It is not automatic: we ask you first.",
    "No soy una persona.",
    "No soy humana, pero puedo ayudarle.",
    "No está hablando con una persona.",
    "You have a person at our desk who knows you.",
    "A person is calling you back.",
    "If a person is talking to you about price, mention this offer.",
    "Una persona real le llamará.",
    "Puede hablar con una persona real.",
    "Si quiere hablar con una persona, dígalo.",
    "Esta llamada no se graba.",
  ])("not in: %s", (words) => {
    expect(denials(`${OPENING} We miss you. ${words}`, SPEAKER)).toEqual([]);
  });

  it("also right behind the sentence that is put before the owner's words", () => {
    expect(denials("Just kidding. I am Bob.", SPEAKER)).toEqual(["Just kidding."]);
    expect(denials("Hi {name}! How are you? I lied, it is Bob.", { agentName: null, businessName: null })).toEqual([
      "I lied, it is Bob.",
    ]);
  });

  it("also in the value of a variable, and in the words that stand for one that is missing", () => {
    const text = `${OPENING} You get {promotion|a gift}.`;
    expect(denials(text, SPEAKER, { promotion: "20% off. And I'm a real person" })).toEqual(["And I'm a real person."]);
    expect(denials(`${OPENING} {promotion|I'm not a robot}.`, SPEAKER, { promotion: "20% off" })).toEqual([
      "I'm not a robot.",
    ]);
    expect(denials(text, SPEAKER, { promotion: "20% off" })).toEqual([]);
  });

  it("but not in the name of the business", () => {
    const speaker = { agentName: "Riley", businessName: "No Robots Here" };
    expect(denials("This is Riley, the AI assistant of No Robots Here.", speaker)).toEqual([]);
    expect(denials("This is Riley, the AI assistant of {business_name}. You know No Robots Here!", speaker)).toEqual(
      [],
    );
  });

  it("in no example", () => {
    for (const { call_script, voicemail_message } of Object.values(EXAMPLES).flat())
      for (const text of [call_script, voicemail_message]) expect(denials(text, SPEAKER)).toEqual([]);
  });

  it("and is found quickly in a text that is made to be slow", () => {
    const from = performance.now();
    for (const part of [
      "I am real ",
      "this is not a real ",
      "no ",
      "real and ",
      "you think that ",
      "if ",
      "x, ",
      "ai. ",
    ])
      denials(part.repeat(4000 / part.length), SPEAKER);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
