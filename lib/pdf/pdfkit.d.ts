/** What of pdfkit is used here; the package brings no types. */
declare module "pdfkit" {
  interface TextOptions {
    width?: number;
    lineGap?: number;
    lineBreak?: boolean;
    align?: "left" | "right";
    indent?: number;
  }

  class PDFDocument implements AsyncIterable<Uint8Array> {
    constructor(options: {
      size: string;
      margins: { top: number; bottom: number; left: number; right: number };
      bufferPages: boolean;
      lang: string;
      displayTitle: boolean;
      pdfVersion: string;
      info: { Title: string; Author: string; Creator: string; CreationDate: Date };
    });
    x: number;
    y: number;
    page: { width: number; height: number; margins: { top: number; bottom: number; left: number; right: number } };
    outline: { addItem(title: string): unknown };
    registerFont(name: string, source: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(color: string): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
    heightOfString(text: string, options?: TextOptions): number;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    lineWidth(width: number): this;
    stroke(color: string): this;
    addPage(): this;
    switchToPage(page: number): this;
    bufferedPageRange(): { start: number; count: number };
    end(): void;
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array>;
  }

  export { PDFDocument as default };
}
