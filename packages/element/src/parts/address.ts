import { isSafeWebUrl } from '@device-flow/untrusted'
import { create } from './create.ts'

const LONG = 34

/**
 * The address to visit, and a link to it for people who go on on this very device. One that is too long for its line breaks behind a slash
 * or a dot, where nobody reads a hyphen into it.
 */
export function address(text: string, uri: string): HTMLElement {
  const attributes = { class: text.length > LONG ? 'address address-long' : 'address', part: 'address', dir: 'ltr' }
  const pieces = text.split(/([^/.]*[/.])/).filter(Boolean)
  const content = pieces.reduce<(Node | string)[]>((all, piece) => [...all, piece, document.createElement('wbr')], [])
  if (!isSafeWebUrl(uri)) return create('strong', attributes, ...content)
  return create('a', { ...attributes, href: uri, target: '_blank', rel: 'noopener noreferrer' }, ...content)
}
