import { describe, expect, it } from "vitest";
import { type Columns, headerScore, recogniseColumns, unknownHeaders } from "@/lib/core/leads/recognise-columns";

const taken = (columns: Columns) =>
  Object.fromEntries(
    Object.entries(columns.fields).map(([field, indices]) => [field, indices.map((index) => columns.headers[index])]),
  );
const recognise = (...headers: string[]) => taken(recogniseColumns(headers));

describe("columns of usual exports", () => {
  it.each<[string, string[], Record<string, string[]>]>([
    [
      "Google Contacts",
      [
        "First Name",
        "Last Name",
        "E-mail 1 - Value",
        "Phone 1 - Label",
        "Phone 1 - Value",
        "Phone 2 - Value",
        "Labels",
      ],
      {
        first_name: ["First Name"],
        last_name: ["Last Name"],
        email: ["E-mail 1 - Value"],
        phone: ["Phone 1 - Value", "Phone 2 - Value"],
        tags: ["Labels"],
      },
    ],
    [
      "HubSpot",
      [
        "Record ID",
        "First Name",
        "Last Name",
        "Email",
        "Phone Number",
        "Mobile Phone Number",
        "Lead Status",
        "Create Date",
      ],
      {
        first_name: ["First Name"],
        last_name: ["Last Name"],
        email: ["Email"],
        phone: ["Mobile Phone Number", "Phone Number"],
        status: ["Lead Status"],
        date: ["Create Date"],
      },
    ],
    [
      "Shopify",
      [
        "Email",
        "Accepts Email Marketing",
        "Default Address Province Code",
        "Default Address Phone",
        "Phone",
        "Total Spent",
      ],
      { email: ["Email"], region: ["Default Address Province Code"], phone: ["Phone", "Default Address Phone"] },
    ],
    [
      "a booking system",
      ["Client", "Cell #", "Client Email", "Appointment Date", "Start Time", "Treatment", "Price", "Notes"],
      {
        name: ["Client"],
        phone: ["Cell #"],
        email: ["Client Email"],
        date: ["Appointment Date"],
        time: ["Start Time"],
        service: ["Treatment"],
        amount: ["Price"],
        notes: ["Notes"],
      },
    ],
    [
      "a form",
      ["customerName", "phoneNumber", "emailAddress", "submittedAt", "message"],
      {
        name: ["customerName"],
        phone: ["phoneNumber"],
        email: ["emailAddress"],
        date: ["submittedAt"],
        notes: ["message"],
      },
    ],
    [
      "German",
      [
        "Vorname",
        "Nachname",
        "Telefon",
        "Handynummer",
        "E-Mail-Adresse",
        "Letzter Besuch",
        "Leistung",
        "Betrag (€)",
        "PLZ",
      ],
      {
        first_name: ["Vorname"],
        last_name: ["Nachname"],
        phone: ["Handynummer", "Telefon"],
        email: ["E-Mail-Adresse"],
        date: ["Letzter Besuch"],
        service: ["Leistung"],
        amount: ["Betrag (€)"],
        postal_code: ["PLZ"],
      },
    ],
    [
      "Spanish",
      [
        "Nombre",
        "Apellidos",
        "Teléfono móvil",
        "Correo electrónico",
        "Última visita",
        "Servicio",
        "Importe",
        "Código postal",
      ],
      {
        name: ["Nombre"],
        last_name: ["Apellidos"],
        phone: ["Teléfono móvil"],
        email: ["Correo electrónico"],
        date: ["Última visita"],
        service: ["Servicio"],
        amount: ["Importe"],
        postal_code: ["Código postal"],
      },
    ],
    [
      "French",
      ["Prénom", "Nom", "Tél. portable", "Courriel", "Dernière visite", "Prestation", "Montant", "Remarques"],
      {
        first_name: ["Prénom"],
        name: ["Nom"],
        phone: ["Tél. portable"],
        email: ["Courriel"],
        date: ["Dernière visite"],
        service: ["Prestation"],
        amount: ["Montant"],
        notes: ["Remarques"],
      },
    ],
  ])("%s", (_name, headers, expected) => {
    expect(recognise(...headers)).toMatchObject(expected);
  });

  it("reads a mobile before a phone before a home number, wherever they stand", () => {
    expect(recognise("Home phone", "Work Phone", "Phone", "Mobile")).toEqual({
      phone: ["Mobile", "Phone", "Home phone", "Work Phone"],
    });
  });

  it("takes the last visit before the day somebody was added", () => {
    expect(recognise("Created at", "Last visit").date).toEqual(["Last visit", "Created at"]);
  });

  it.each(["Phone consent date", "Do not call", "Unsubscribed", "Email 1 - Type", "Next appointment", "Birthday", ""])(
    "keeps «%s» without guessing what it means",
    (header) => {
      const columns = recogniseColumns(["Email", header]);
      expect(taken(columns)).toEqual({ email: ["Email"] });
      expect(columns.kept).toEqual([0, 1]);
    },
  );
});

describe("what a person says of the columns", () => {
  it("comes before every guess", () => {
    const columns = recogniseColumns(["Phone", "Whom to ring"], { "whom to ring": "phone", Phone: "notes" });
    expect(taken(columns)).toEqual({ phone: ["Whom to ring"], notes: ["Phone"] });
  });

  it("can leave a column out altogether", () => {
    const columns = recogniseColumns(["Email", "Diagnosis"], { Diagnosis: "ignore" });
    expect(columns.kept).toEqual([0]);
    expect(columns.ignored).toEqual([1]);
  });

  it("names columns that the file does not have", () => {
    const mapping = { Telephon: "phone" } as const;
    expect(unknownHeaders(recogniseColumns(["Email"], mapping), mapping)).toEqual(["Telephon"]);
  });
});

describe("headers", () => {
  it("get names of their own when they are empty or doubled", () => {
    expect(recogniseColumns(["Email", "", "Note", "Note"]).headers).toEqual(["Email", "Column B", "Note", "Note (2)"]);
  });

  it("are not sought in rows of data", () => {
    expect(headerScore(["name", "bob@example.com", "phone"])).toBe(0);
    expect(headerScore(["Name", "212 555 0123", "Phone"])).toBe(0);
    expect(headerScore(["Customer export", "2025"])).toBe(0);
    expect(headerScore(["Name", "Phone", "Whatever"])).toBe(2);
  });

  it("of our own file of refused rows are not kept", () => {
    expect(recogniseColumns(["Refused row", "Refused column", "Refused because", "Email"]).kept).toEqual([3]);
  });

  it("beyond the hundredth unknown one are named as left out", () => {
    const columns = recogniseColumns(["Email", ...Array.from({ length: 130 }, (_, index) => `Extra ${index}`)]);
    expect(columns.kept).toHaveLength(101);
    expect(columns.ignored).toHaveLength(30);
  });
});
