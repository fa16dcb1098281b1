import type { ElkExtendedEdge, ElkLabel, ElkNode, ElkPoint } from 'elkjs/lib/elk.bundled.js'
import { START, type Arrow } from './arrow.ts'
import { LINE_HEIGHT, linesOf, type Line } from './text.ts'

/** Where the letters of a line stand, below its top, px. */
const BASELINE = 13

/** A diagram that was laid out, as SVG. How it looks is up to the theme's style sheet. */
export function draw(arrows: readonly Arrow[], layout: ElkNode): string {
  const { width = 0, height = 0, children = [], edges = [] } = layout
  const size = `viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="A picture of what the text below says in words">`,
    '<defs><marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    '<path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...edges.map(drawArrow),
    ...arrows.map((arrow, index) => drawLabel(linesOf(arrow), edges[index]?.labels?.[0])),
    ...children.map(drawState),
    '</svg>',
  ].join('\n')
}

function drawState({ id, x = 0, y = 0, width = 0, height = 0 }: ElkNode): string {
  if (id === START) return `<circle class="start" cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"/>`
  const box = `<rect class="state" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`
  return `${box}<text class="name" x="${x + width / 2}" y="${y + (height - LINE_HEIGHT) / 2 + BASELINE}">${id}</text>`
}

function drawArrow({ sections = [] }: ElkExtendedEdge): string {
  return sections
    .map(({ startPoint, bendPoints = [], endPoint }) => {
      const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }: ElkPoint) => `${round(x)},${round(y)}`)
      return `<polyline points="${points.join(' ')}" marker-end="url(#arrowhead)"/>`
    })
    .join('')
}

function drawLabel(lines: readonly Line[], { x = 0, y = 0, width = 0 }: ElkLabel = {}): string {
  return lines
    .map(({ text, isEvent, top }) => {
      const place = `x="${round(x + width / 2)}" y="${round(y + top + BASELINE)}"`
      return `<text ${isEvent ? 'class="event" ' : ''}${place}>${escape(text)}</text>`
    })
    .join('')
}

function round(px: number): number {
  return Math.round(px * 10) / 10
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('{', '&#123;')
}
