const over = (words: string): string =>
  words
    .split("|")
    .flatMap((word) => [
      `${word} consent|${word} consent given|consent ${word}|consent to ${word}|consent for ${word}|consented to ${word}|consents to ${word}`,
      `${word} opt in|${word} optin|${word} opted in|opt in ${word}|opt in to ${word}|opted in to ${word}|opted into ${word}`,
      `${word} permission|permission to ${word}|agrees to ${word}|agreed to ${word}|accepts ${word}|accepts ${word} marketing`,
      `${word} marketing consent|${word} marketing opt in|${word} marketing permission|allow ${word}|may we ${word}|ok to ${word}|okay to ${word}`,
    ])
    .join("|");

/** Headers of columns about consent, as `fields.ts` writes those of the others. A column that names its channel speaks of that
 *  channel alone. */
export const CONSENT_NAMES = {
  consent: [
    "consent|consent given|consents|consented|consent status|opt in|optin|opted in|opt in status|permission|marketing consent|marketing opt in|marketing permission|accepts marketing|agreed to marketing|contact consent|contact permission|agreed|einwilligung|consentimiento|consentement",
  ],
  consent_call: [
    over("call|calls|phone|phone calls|telephone|voice|voice calls|ai calls|ai voice|automated calls|telemarketing"),
  ],
  consent_sms: [over("sms|text|texts|text message|text messages|texting")],
  consent_email: [over("email|emails|e mail|e mails|newsletter")],
  consent_channel: [
    "consent channel|consent channels|opt in channel|permission channel|consented channel|consented channels|agreed channel|agreed channels|channel of consent",
  ],
  consent_purpose: ["consent purpose|purpose of consent|opt in purpose|permission purpose|consent for what"],
  consent_basis: [
    "consent basis|consent type|type of consent|basis of consent|legal basis|lawful basis|consent form type|opt in type",
    "consent level",
  ],
  consent_wording: [
    "consent wording|consent text|consent language|consent statement|wording of consent|opt in wording|opt in text|opt in language|disclosure text|consent disclosure|consent words|words of consent|agreed to words",
  ],
  consent_version: [
    "consent version|consent wording version|wording version|version of wording|consent text version|consent form version|form version|disclosure version|terms version|opt in version",
  ],
  consent_date: [
    "consent date|date of consent|consent day|consent given on|consent given at|consent time|consent timestamp|consent at|consent obtained at|consent obtained on|consented at|consented on|opt in date|optin date|date of opt in|opt in time|optin time|opt in timestamp|opt in at|opted in at|opted in on|agreed on|agreed at|date agreed|date consented|date signed|signed on|signed at|signed date|signature date|einwilligung am|einwilligungsdatum|fecha de consentimiento|date du consentement",
  ],
  consent_source: [
    "consent source|consent method|consent collected by|consent collected via|how consent was given|source of consent|method of consent|opt in source|optin source|opt in method|permission source|consent origin|consent location",
  ],
  consent_evidence: [
    "consent evidence|consent proof|proof of consent|evidence of consent|consent url|consent link|consent document|consent form url|consent form link|consent record|opt in url|optin url|opt in ip|optin ip|consent ip|evidence url|proof url|trustedform|trustedform url|trustedform cert url|jornaya|jornaya leadid",
  ],
};
