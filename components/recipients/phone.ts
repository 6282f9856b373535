import parsePhoneNumber from "libphonenumber-js/min";

/** An E.164 number as people write it: national where it is North American, international elsewhere. */
export function formatPhone(phone: string): string {
  const parsed = parsePhoneNumber(phone);
  if (!parsed) return phone;
  return parsed.countryCallingCode === "1" ? parsed.formatNational() : parsed.formatInternational();
}
