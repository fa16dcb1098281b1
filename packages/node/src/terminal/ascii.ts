import { cleanText, webUrl } from '@device-flow/untrusted'

const PUNCTUATION: Record<string, string> = {
  '·': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
}

/** A text in ASCII: letters without their accents, and a question mark for what has no likeness. */
export function toAscii(text: string): string {
  const letters = text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return letters.replaceAll(/\P{ASCII}/gu, (character) => PUNCTUATION[character] ?? '?')
}

/** The address of a page in ASCII: other characters are percent-encoded, as in any URL, so that it still leads there. */
export function asciiUri(uri: string): string {
  return toAscii(webUrl(uri) ?? cleanText(uri))
}
