/** One arrow of a Mermaid state diagram, with what its label says, a reason each. */
export interface Arrow {
  from: string
  to: string
  reasons: string[]
}

/** Mermaid's name for where a state diagram begins. */
export const START = '[*]'

const ARROW = /^(\S+) --> (\S+?)(?:: (.+))?$/

/**
 * Reads of Mermaid's state diagrams what docs/chart.md has: arrows with labels.
 *
 * @throws Error naming the line that is something else, so that nothing is left out of the picture in silence
 */
export function parseStateDiagram(source: string): Arrow[] {
  const [heading, ...lines] = source.trim().split(/\s*\n\s*/)
  if (heading !== 'stateDiagram-v2') throw new Error(`Only a stateDiagram-v2 is drawn here, not "${heading}"`)
  return lines.filter((line) => !line.startsWith('direction ')).map(parseArrow)
}

function parseArrow(line: string): Arrow {
  const [, from, to, label] = ARROW.exec(line) ?? []
  if (!from || !to) throw new Error(`Not an arrow of a state diagram: "${line}"`)
  return { from, to, reasons: label?.split('<br/>') ?? [] }
}
