import { isSafeWebUrl } from '@device-flow/untrusted'
import { create, measured } from './create.ts'

const LONG = 34
/** A piece of more characters may break anywhere: it is wider than the smallest screens. */
const LONGEST_PIECE = 23

/**
 * The address to visit, and a link to it for people who go on on this very device. One that is too long for its line breaks behind a slash
 * or a dot, where nobody reads a hyphen into it, and at no hyphen of its own.
 */
export function address(text: string, uri: string): HTMLElement {
  const attributes = { class: text.length > LONG ? 'address address-long' : 'address', part: 'address', dir: 'ltr' }
  const pieces = text.split(/([^/.]*[/.])/).filter(Boolean)
  const content = pieces.reduce<(Node | string)[]>((all, piece) => [...all, whole(piece), create('wbr')], [])
  const element = isSafeWebUrl(uri)
    ? create('a', { ...attributes, href: uri, target: '_blank', rel: 'noopener noreferrer' }, ...content)
    : create('strong', attributes, ...content)
  const lengths = pieces.map(({ length }) => length).filter((length) => length <= LONGEST_PIECE)
  return measured(element, { length: text.length, longest: Math.max(1, ...lengths) })
}

function whole(piece: string): Node | string {
  return piece.length > LONGEST_PIECE ? piece : create('span', { class: 'address-piece' }, piece)
}
