import { Html } from '../html.ts'

function mark(className: string, shapes: string): Html {
  const open = `<svg class="${className}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"`
  return new Html(`${open} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes}</svg>`)
}

const CIRCLE = '<circle cx="12" cy="12" r="10"/>'

const FAMILY_MARK =
  'M12 17H4.5A1.5 1.5 0 0 1 3 15.5v-9A1.5 1.5 0 0 1 4.5 5h13A1.5 1.5 0 0 1 19 6.5V8M6.5 20.5H12M16 10.5h4a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 20 21h-4a1.5 1.5 0 0 1-1.5-1.5V12a1.5 1.5 0 0 1 1.5-1.5z'

/** The mark of the demos, a screen and a phone: the header of each page. */
export const familyMark: Html = mark('', `<path d="${FAMILY_MARK}"/>`)
/** The same as an icon, an SVG of its own. */
export const familyIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 32 32"><rect x="-4" y="-4" width="32" height="32" rx="7" fill="#17624a"/><path d="${FAMILY_MARK}" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`
/** A tick, beside something that a device may do. */
export const tickMark: Html = mark('', '<path d="m5 12.5 4.5 4.5L19 7.5"/>')
/** It worked. */
export const doneMark: Html = mark('mark', `${CIRCLE}<path d="m7.5 12.5 3 3 6-6.5"/>`)
/** The person said no. */
export const deniedMark: Html = mark('mark no', `${CIRCLE}<path d="M8 12h8"/>`)
