import { createSvg } from './create.ts'

/** A screen and the phone that signs it in: says without words what is about to happen. */
export function picture(): SVGSVGElement {
  return createSvg(
    'svg',
    { class: 'picture', part: 'picture', viewBox: '0 0 216 152', 'aria-hidden': 'true', focusable: 'false' },
    createSvg('rect', { class: 'picture-glass', x: '4', y: '4', width: '172', height: '106', rx: '11' }),
    createSvg('path', { d: 'M64 134h52M90 110v24' }),
    createSvg('path', { class: 'picture-warm', d: 'M30 36h44M30 56h70M30 76h28' }),
    createSvg('rect', { class: 'picture-phone', x: '150', y: '48', width: '58', height: '100', rx: '11' }),
    createSvg('path', { d: 'M172 137h14' }),
    createSvg('path', { class: 'picture-warm', d: 'm166 92 9 9 17-20' }),
  )
}
