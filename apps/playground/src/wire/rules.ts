import type { Rule } from './exchange.ts'

/** A section of an RFC. */
export function rfc(number: number, section: string): Rule {
  return {
    text: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  }
}
