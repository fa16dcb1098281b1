import { COLUMN_MS } from './pace.ts'
import type { Report } from './report.ts'

const WIDTH = 420
const HEIGHT = 240
const LONGEST_S = 30

type Point = readonly [x: number, y: number]

interface Axis {
  label: string
  to: number
  step: number
}

interface Panel {
  title: string
  x: Axis
  y: Axis
  lines: readonly { name: string; colour: string; points: readonly Point[] }[]
}

/** Draws how late tokens are, and how often is polled, as SVG. */
export function plot(report: Report): string {
  const panels = [latenessPanel(report), pacePanel(report)]
  const drawn = panels.map(
    (panel, index) => `<g transform="translate(${60 + index * (WIDTH + 90)} 50)">${draw(panel)}</g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * (WIDTH + 90)} ${HEIGHT + 110}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`
}

function latenessPanel({ all: { waits }, scenes }: Report): Panel {
  const wellWaits = scenes.get('a good day')?.waits ?? []
  const share = (values: number[]): Point[] => {
    const sorted = values.toSorted((a, b) => a - b)
    let count = 0
    return Array.from({ length: LONGEST_S * 10 + 1 }, (_, step) => {
      while (count < sorted.length && sorted[count]! <= step * 100) count++
      return [step / 10, (100 * count) / Math.max(1, sorted.length)]
    })
  }
  return {
    title: 'Tokens after the approval',
    x: { label: 's after the approval', to: LONGEST_S, step: 5 },
    y: { label: '% of the logins', to: 100, step: 20 },
    lines: [
      { name: 'as early as is allowed', colour: '#999', points: share(waits.map(({ optimumMs }) => optimumMs)) },
      { name: 'in all scenes', colour: '#06c', points: share(waits.map(({ ms }) => ms)) },
      { name: 'on a good day', colour: '#080', points: share(wellWaits.map(({ ms }) => ms)) },
    ],
  }
}

function pacePanel({ pace: { polls, allowed, waitedMs } }: Report): Panel {
  const perMinute = (counts: readonly number[]): Point[] =>
    counts.map((count, column) => [
      ((column + 0.5) * COLUMN_MS) / 1000,
      (60_000 * count) / Math.max(1, waitedMs[column]!),
    ])
  return {
    title: 'Polls while a code is shown',
    x: { label: 's after the code was shown', to: (polls.length * COLUMN_MS) / 1000, step: 60 },
    y: { label: 'polls a minute of each login', to: 20, step: 5 },
    lines: [
      { name: 'as the first interval allows', colour: '#999', points: perMinute(allowed) },
      { name: 'in all scenes', colour: '#06c', points: perMinute(polls) },
    ],
  }
}

function draw({ title, x, y, lines }: Panel): string {
  const left = (value: number): string => ((value / x.to) * WIDTH).toFixed(1)
  const top = (value: number): string => (HEIGHT - (Math.min(value, y.to) / y.to) * HEIGHT).toFixed(1)
  return [
    `<text y="-26" font-size="15" font-weight="bold">${title}</text>`,
    ...lines.map(({ name, colour }, index) => `<text x="${index * 165}" y="-8" fill="${colour}">— ${name}</text>`),
    ...ticks(y).map(
      (at) =>
        `<path d="M0 ${top(at)}H${WIDTH}" stroke="#eee"/><text x="-8" y="${top(at)}" dy="4" text-anchor="end">${at}</text>`,
    ),
    ...ticks(x).map((at) => `<text x="${left(at)}" y="${HEIGHT + 18}" text-anchor="middle">${at}</text>`),
    `<text x="${WIDTH / 2}" y="${HEIGHT + 38}" text-anchor="middle">${x.label}</text>`,
    `<text transform="translate(-38 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${y.label}</text>`,
    ...lines.map(
      ({ colour, points }) =>
        `<path d="M${points.map(([at, value]) => `${left(at)} ${top(value)}`).join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ),
  ].join('\n')
}

function ticks({ to, step }: Axis): number[] {
  return Array.from({ length: to / step + 1 }, (_, index) => index * step)
}
