import { Html } from '../html.ts'

function mark(className: string, shapes: string): Html {
  const open = `<svg class="${className}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"`
  return new Html(`${open} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes}</svg>`)
}

const CIRCLE = '<circle cx="12" cy="12" r="10"/>'

/** A screen: the header of each page. */
export const screenMark: Html = mark(
  '',
  '<rect x="2" y="4" width="20" height="13" rx="2.5"/><path d="M8 21h8M12 17v4"/>',
)
/** A tick, beside something that a device may do. */
export const tickMark: Html = mark('', '<path d="m5 12.5 4.5 4.5L19 7.5"/>')
/** It worked. */
export const doneMark: Html = mark('mark', `${CIRCLE}<path d="m7.5 12.5 3 3 6-6.5"/>`)
/** The person said no. */
export const deniedMark: Html = mark('mark no', `${CIRCLE}<path d="M8 12h8"/>`)
